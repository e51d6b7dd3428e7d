//! Who a patient is, as it is typed: at registration, when it is corrected, when someone unknown
//! turns out to be known.

use crate::components::{Choices, DateField, NumberField, Segment, TextField, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::patient::{Address, Birth, Identity, Relation, Relative, Sex};
use leptos::prelude::*;
use time::Date;

#[derive(Clone, Copy, PartialEq, Eq)]
enum AgeBy {
    Years,
    Birth,
}

/// What has been typed so far.
#[derive(Clone, Copy)]
pub struct IdentityDraft {
    name: RwSignal<String>,
    name_bn: RwSignal<String>,
    sex: RwSignal<Option<Sex>>,
    age_by: RwSignal<AgeBy>,
    years: RwSignal<Option<i64>>,
    born: RwSignal<Option<Date>>,
    relation: RwSignal<Option<Relation>>,
    relative: RwSignal<String>,
    phone: RwSignal<String>,
    village: RwSignal<String>,
    upazila: RwSignal<String>,
    district: RwSignal<String>,
    nid: RwSignal<String>,
    birth_registration: RwSignal<String>,
}

impl IdentityDraft {
    /// From what is known already. Of someone unknown, sex and age are; the name is not.
    pub fn of(known: &Identity) -> IdentityDraft {
        let text = |text: &Option<String>| RwSignal::new(text.clone().unwrap_or_default());
        let name = |name: &String| RwSignal::new(if known.unknown { String::new() } else { name.clone() });
        let (age_by, years, born) = match known.birth {
            Birth::On(date) => (AgeBy::Birth, None, Some(date)),
            birth => (AgeBy::Years, birth.years(use_desk().now.get_untracked().date()).map(i64::from), None),
        };
        IdentityDraft {
            name: name(&known.name),
            name_bn: name(&known.name_bn),
            sex: RwSignal::new((known.sex != Sex::Unknown).then_some(known.sex)),
            age_by: RwSignal::new(age_by),
            years: RwSignal::new(years),
            born: RwSignal::new(born),
            relation: RwSignal::new(known.relative.as_ref().map(|relative| relative.relation)),
            relative: RwSignal::new(known.relative.as_ref().map(|relative| relative.name.clone()).unwrap_or_default()),
            phone: text(&known.phone),
            village: text(&known.address.village),
            upazila: text(&known.address.upazila),
            district: text(&known.address.district),
            nid: text(&known.nid),
            birth_registration: text(&known.birth_registration),
        }
    }

    /// From a name as it was typed in a search: in the field of its script.
    pub fn named(typed: &str) -> IdentityDraft {
        let is_number = typed.chars().any(|c| c.is_ascii_digit());
        let typed = if is_number { String::new() } else { typed.trim().to_owned() };
        let is_bangla = typed.chars().any(|c| ('\u{980}'..='\u{9ff}').contains(&c));
        let (name, name_bn) = if is_bangla { (String::new(), typed) } else { (typed, String::new()) };
        IdentityDraft::of(&Identity { name, name_bn, ..Identity::default() })
    }

    /// As it stands; tracked. None while there is neither a name nor an answer about the sex.
    pub fn identity(self) -> Option<Identity> {
        let optional =
            |text: RwSignal<String>| text.with(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
        let today = use_desk().now.with_untracked(|now| now.date());
        let (name, name_bn) = (self.name.get().trim().to_owned(), self.name_bn.get().trim().to_owned());
        let sex = self.sex.get()?;
        if name.is_empty() && name_bn.is_empty() {
            return None;
        }
        let birth = match self.age_by.get() {
            AgeBy::Birth => self.born.get().map_or(Birth::Unknown, Birth::On),
            AgeBy::Years => {
                let years = self.years.get().and_then(|years| u8::try_from(years).ok());
                years.map_or(Birth::Unknown, |years| Birth::About { years, on: today })
            }
        };
        let relation = self.relation.get();
        Some(Identity {
            name,
            name_bn,
            sex,
            birth,
            relative: relation.zip(optional(self.relative)).map(|(relation, name)| Relative { relation, name }),
            phone: optional(self.phone).map(|number| crate::typed::latin(&number)),
            address: Address {
                village: optional(self.village),
                upazila: optional(self.upazila),
                district: optional(self.district),
            },
            nid: optional(self.nid).map(|number| crate::typed::latin(&number)),
            birth_registration: optional(self.birth_registration).map(|number| crate::typed::latin(&number)),
            unknown: false,
        })
    }

    /// What has to be said before the identity can be recorded.
    pub fn lacks(self) -> Vec<String> {
        let named = self.name.with(|name| !name.trim().is_empty()) || self.name_bn.with(|name| !name.trim().is_empty());
        let kin = self.relative.with(|name| name.trim().is_empty()) || self.relation.get().is_some();
        let lacks = [
            (!named, t!("field-name")),
            (self.sex.get().is_none(), t!("patients-sex")),
            (!kin, t!("patients-relation")),
        ];
        lacks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect()
    }
}

/// `uhid`: the number on the patient's card, where it is asked for together with the rest.
#[component]
pub fn IdentityForm(draft: IdentityDraft, #[prop(optional)] uhid: Option<RwSignal<String>>) -> impl IntoView {
    let sexes = [Sex::Female, Sex::Male, Sex::Other, Sex::Unknown];
    let relations = [
        Relation::Husband,
        Relation::Father,
        Relation::Mother,
        Relation::Wife,
        Relation::Son,
        Relation::Daughter,
        Relation::Guardian,
    ];
    let sexes = sexes.map(|sex| choice(sex, move || words::word_of("sex", &sex))).to_vec();
    let relations = relations.map(|relation| choice(relation, move || words::word_of("relation", &relation))).to_vec();
    let ages = vec![
        (AgeBy::Years, TextProp::from(move || t!("patients-age-about"))),
        (AgeBy::Birth, TextProp::from(move || t!("field-birth-date"))),
    ];
    view! {
        <div class="identity-form">
            <div class="two">
                <TextField label=move || t!("patients-name-english") value=draft.name autofocus=true/>
                <TextField label=move || t!("field-name-bangla") value=draft.name_bn/>
            </div>
            <Choices label=move || t!("patients-sex") options=sexes value=draft.sex/>
            <div class="three">
                <Segment
                    legend=move || t!("patients-age-by")
                    options=ages
                    value=Signal::derive(move || Some(draft.age_by.get()))
                    on_choose=move |by| draft.age_by.set(by)
                />
                <Show
                    when=move || draft.age_by.get() == AgeBy::Years
                    fallback=move || view! { <DateField label=move || t!("field-birth-date") value=draft.born/> }
                >
                    <NumberField label=move || t!("patients-age") value=draft.years unit=move || t!("patients-years")/>
                </Show>
                <TextField label=move || t!("field-phone") value=draft.phone digits=true/>
            </div>
            <div class="relations">
                <Choices label=move || t!("patients-relation") options=relations value=draft.relation/>
            </div>
            <div class="two">
                <TextField label=move || t!("patients-relative-name") value=draft.relative/>
                <TextField label=move || t!("patients-village") value=draft.village/>
            </div>
            <div class="two">
                <TextField label=move || t!("patients-upazila") value=draft.upazila/>
                <TextField label=move || t!("patients-district") value=draft.district/>
            </div>
            <div class="three">
                <TextField label=move || t!("field-nid") value=draft.nid digits=true/>
                <TextField label=move || t!("field-birth-registration") value=draft.birth_registration digits=true/>
                {uhid.map(|uhid| view! {
                    <TextField
                        label=move || t!("patients-uhid-on-card")
                        hint=move || t!("patients-uhid-hint")
                        value=uhid
                        digits=true
                    />
                })}
            </div>
        </div>
    }
}
