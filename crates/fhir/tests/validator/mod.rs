//! HL7's own validator for R4, from its jars in Maven Central.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const VERSION: &str = "8.8.0";
const PARTS: &[&str] = &[
    "hapi-fhir-validation",
    "hapi-fhir-validation-resources-r4",
    "hapi-fhir-structures-r4",
    "hapi-fhir-caching-caffeine",
];

/// Every error that it finds in these resources, each with the name of what it is in.
pub fn errors(resources: &[(String, Value)]) -> Vec<String> {
    let classes = classes();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut java = Command::new("java");
    java.args(["-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp"]);
    java.arg(format!("{}:{}", classes.join("*").display(), classes.display())).arg("Validate");
    for (name, resource) in resources {
        let file = format!("{}.json", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
        fs::write(folder.path().join(&file), resource.to_string()).unwrap();
        java.arg(file);
    }
    let said = java.current_dir(folder.path()).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let said = said.expect("java is installed");
    assert!(said.status.success(), "the validator did not end well");
    let said = String::from_utf8(said.stdout).unwrap();
    let lines = |kind: &'static str| said.lines().filter_map(move |line| line.strip_prefix(kind));
    assert_eq!(lines("read\t").count(), resources.len(), "every resource was read");
    lines("error\t").map(str::to_owned).collect()
}

/// The jars and the program, fetched and compiled once and kept beside what cargo builds.
fn classes() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let lib = target.join(format!("fhir-validator-{VERSION}"));
    if lib.exists() {
        return lib;
    }
    let folder = tempfile::tempdir_in(target).unwrap();
    fs::write(folder.path().join("pom.xml"), pom()).unwrap();
    let fetched = folder.path().join("lib");
    let mut maven = Command::new("mvn");
    maven.args(["-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime"]);
    maven.arg(format!("-DoutputDirectory={}", fetched.display())).current_dir(folder.path());
    assert!(maven.status().expect("maven is installed").success(), "the validator's jars could not be fetched");
    let mut compiler = Command::new("javac");
    compiler.arg("-cp").arg(fetched.join("*")).arg("-d").arg(&fetched);
    fs::write(folder.path().join("Validate.java"), include_str!("Validate.java")).unwrap();
    compiler.arg(folder.path().join("Validate.java"));
    assert!(compiler.status().expect("a JDK is installed").success(), "the validator's program was not compiled");
    // Whole, or not at all; another test may have been faster.
    if fs::rename(fetched, &lib).is_err() {
        assert!(lib.exists(), "the validator could not be kept");
    }
    lib
}

fn pom() -> String {
    let dependency = |name: &&str| {
        format!(
            "<dependency><groupId>ca.uhn.hapi.fhir</groupId><artifactId>{name}</artifactId><version>{VERSION}</version></dependency>"
        )
    };
    format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>\
         <groupId>shalya</groupId><artifactId>fhir-validator</artifactId><version>1</version>\
         <dependencies>{}</dependencies></project>",
        PARTS.iter().map(dependency).collect::<String>()
    )
}
