//! A case before the patient is in the theatre: consent, fasting, anaesthesia, allergies, team.

use crate::booking::{self, NASIMA};
use crate::driver::Window;
use anyhow::Result;
use language::{digits, say, t};

/// Opens Nasima's case from her own page.
pub async fn opened(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "frame-patients")).await?;
    booking::find(window, &t!(language, "patients-search"), &NASIMA).await?;
    window.see(&t!(language, "patients-cases")).await?;
    window.look_at("patient-cases").await?;
    window.touch_css(".case-row:has(.state:not(.off))").await?;
    window.see(&t!(language, "case-before-title")).await
}

pub async fn prepared(window: &mut Window) -> Result<()> {
    let language = window.language;
    let (record, save) = (t!(language, "case-record"), t!(language, "case-save"));
    window.touch_beside(&t!(language, "consent-not-recorded"), &record).await?;
    window.touch(&t!(language, "case-consent-thumb")).await?;
    window.see(&t!(language, "case-write", what = say(language, "field-witness", &[]))).await?;
    window.fill(&say(language, "field-witness", &[]), "Abdul Mannan").await?;
    window.look_at("consent").await?;
    window.touch(&t!(language, "case-consent-save")).await?;
    window.see("Abdul Mannan").await?;

    window.touch_beside(&t!(language, "anaesthesia"), &record).await?;
    window.touch(&say(language, "anaesthesia-spinal", &[])).await?;
    window.touch(&save).await?;
    window.touch_beside(&t!(language, "case-fasting-not-asked"), &record).await?;
    window.touch(&t!(language, "case-fasting-told")).await?;
    window.fill(&t!(language, "case-fasting-solids-until"), "2200").await?;
    window.fill(&t!(language, "case-fasting-fluids-until"), "0200").await?;
    window.look_at("fasting").await?;
    window.touch(&save).await?;
    window.see(&digits(language, "22:00")).await?;
    window.touch_beside(&t!(language, "case-ward-bed"), &record).await?;
    window.fill(&say(language, "field-ward", &[]), "3").await?;
    window.fill(&say(language, "field-bed", &[]), "12").await?;
    window.touch(&save).await?;
    window.see(&t!(language, "ward-bed", ward = "3", bed = "12")).await?;
    window.touch_beside(&say(language, "field-weight", &[]), &record).await?;
    window.fill(&say(language, "field-weight", &[]), "52,5").await?;
    window.touch_css("dialog .btn.main").await?;
    window.see("52.5 kg").await?;
    window.touch_beside(&t!(language, "blood-group"), &record).await?;
    window.touch("B+").await?;
    window.touch(&say(language, "gone-by-laboratory-report", &[])).await?;
    window.touch(&t!(language, "patients-record-group-do", group = "B+")).await?;
    allergy(window).await?;
    window.look_at("case-before").await
}

/// Asked for at last: until then every page says that nobody has.
async fn allergy(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "allergy-not-asked")).await?;
    window.touch(&t!(language, "patients-add-allergy")).await?;
    window.fill(&t!(language, "patients-substance"), "Penicillin").await?;
    window.fill(&t!(language, "patients-reaction"), "rash").await?;
    window.touch(&say(language, "case-drug-class-penicillin", &[])).await?;
    window.look_at("allergy").await?;
    window.touch(&t!(language, "patients-add-allergy-do")).await?;
    window.see(&t!(language, "allergy-list", allergies = "Penicillin")).await
}

/// Someone joins, and a role that nobody has is named as absent.
pub async fn team(window: &mut Window) -> Result<()> {
    let language = window.language;
    let add = t!(language, "case-team-add");
    window.touch(&t!(language, "case-section-now")).await?;
    window.touch(&add).await?;
    window.touch(&say(language, "role-recovery_nurse", &[])).await?;
    window.touch_css("dialog .people .choice").await?;
    window.touch(&t!(language, "case-team-join")).await?;
    window.see_no_dialog().await?;
    window.touch(&add).await?;
    window.touch(&say(language, "role-assistant_surgeon", &[])).await?;
    window.look_at("team").await?;
    let role = say(language, "role-assistant_surgeon", &[]);
    window.touch(&t!(language, "case-team-absent", role = role)).await?;
    window.see(&t!(language, "case-team-nobody")).await
}
