import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** HL7's validator over files, without a network: one line for each error, and what was read. */
public class Validate {
    public static void main(String[] files) throws Exception {
        FhirContext r4 = FhirContext.forR4();
        ValidationSupportChain support = new ValidationSupportChain(
            new DefaultProfileValidationSupport(r4),
            new InMemoryTerminologyServerValidationSupport(r4),
            new CommonCodeSystemsTerminologyService(r4));
        FhirValidator validator = r4.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
        for (String file : files) {
            for (SingleValidationMessage said : validator.validateWithResult(Files.readString(Path.of(file))).getMessages()) {
                if (said.getSeverity() == ResultSeverityEnum.ERROR || said.getSeverity() == ResultSeverityEnum.FATAL) {
                    System.out.println("error\t" + file + "\t" + said.getLocationString() + "\t"
                        + said.getMessage().replaceAll("\\s+", " "));
                }
            }
            System.out.println("read\t" + file);
        }
    }
}
