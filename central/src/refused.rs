//! What a refusal of the rules is in HTTP.

use crate::problem::Problem;
use domain::Refusal;
use serde_json::json;

/// `field` is the JSON pointer of what was asked, for refusals that name no other.
pub fn refused(refusal: Refusal, field: &str) -> Problem {
    use Refusal::*;
    let invalid = |code, detail: String| Problem::field(field, code, detail);
    match refusal {
        Missing { field: what } => invalid("missing", format!("{} is missing.", word(&what))),
        TooLong { field: what, limit } => {
            invalid("too-long", format!("{} is longer than {limit} characters.", word(&what)))
        }
        Malformed { field: what } => invalid("malformed", format!("{} is not of the form it must have.", word(&what))),
        CheckDigitWrong { field: what, id } => {
            invalid("check-digit", format!("{} {id:?} has a wrong check digit.", word(&what)))
        }
        ImpossibleTime { .. } => {
            invalid("impossible-time", "The time is after now, or before anyone living was born.".into())
        }
        EndsBeforeStart => invalid("ends-before-start", "The end is before the start.".into()),
        OutOfRange { field: what, min, max } => {
            invalid("out-of-range", format!("{} must be between {min} and {max}.", word(&what)))
        }
        UnknownCode { code } => invalid("unknown-code", format!("{code:?} is not a code of its list.")),
        ReasonMissing => Problem::field("/reason", "missing", "A reason is asked for."),
        OutcomeMissing => Problem::field("/outcome", "missing", "An outcome is asked for."),
        PlanMissing { item } => invalid("plan-missing", format!("The answer to {} asks for a plan.", word(&item))),
        AnswerNotPossible { item } => invalid("unknown-value", format!("{} does not have that answer.", word(&item))),
        TeamAgreedWithoutReason => invalid("missing", "When the team agreed for the patient, comments say why.".into()),
        NotAllowed => Problem::forbidden("The token does not allow this."),
        NotFound => Problem::not_found("procedure"),
        TransitionNotPossible { from, to, allowed } => {
            Problem::conflict("transition", format!("A procedure that is {} cannot become {}.", word(&from), word(&to)))
                .with("from", from)
                .with("to", to)
                .with("allowed", allowed)
        }
        CaseClosed { status } => {
            Problem::conflict("closed", format!("The procedure is {}; this is no longer taken.", word(&status)))
                .with("status", status)
        }
        PhaseDue { phase, before } => Problem::conflict(
            "checklist-due",
            format!("{} is due before {} and is neither signed nor passed.", word(&phase), word(&before)),
        )
        .with("phase", phase),
        PhaseLocked { phase, due } => {
            Problem::conflict("checklist-locked", format!("{} comes before {}.", word(&due), word(&phase)))
                .with("due", due)
        }
        ItemsUnanswered { phase, items } => {
            Problem::conflict("checklist-unanswered", format!("{} has items without an answer.", word(&phase)))
                .with("items", items)
        }
        ItemsHold { phase, items } => {
            Problem::conflict("checklist-held", format!("Answers hold {} until they are put right.", word(&phase)))
                .with("items", items)
        }
        PhaseAlreadySigned { phase } => {
            Problem::conflict("checklist-signed", format!("{} is signed and takes no more answers.", word(&phase)))
        }
        NotOnTeam => Problem::conflict("not-on-team", "That person does not stand in the procedure's team."),
        AlreadyOnTeam { .. } => Problem::conflict("on-team", "That person already stands in the team in this role."),
        other => Problem::conflict("refused", sentence(&other)),
    }
}

/// The word under which a value is known: `in-progress`, `sign_in`.
fn word(value: &impl serde::Serialize) -> String {
    json!(value).as_str().unwrap_or("this").to_owned()
}

/// For the refusals that need no detail of their own: their name is the sentence.
fn sentence(refusal: &Refusal) -> String {
    let name = json!(refusal)["refusal"].as_str().unwrap_or("refused").replace('-', " ");
    format!("The rules refuse it: {name}.")
}
