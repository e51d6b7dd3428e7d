//! What was typed so far, and what of it still can't stand.

use crate::typed;
use domain::Refusal;
use domain::identifier::UhidBlock;
use domain::person::{Card, checked, pin_is_good};
use domain::procedure::Role;
use domain::text::{Field, required_line};
use ipc::{ImportPreview, KeyKeeper, NewTheatre, SetUpTerminal};
use leptos::prelude::*;

/// What most theatres are for.
const GENERAL: &str = "general_surgery";

/// Everything of the five steps.
#[derive(Clone, Copy)]
pub struct TypedIn {
    pub name: RwSignal<String>,
    pub name_bn: RwSignal<String>,
    pub code: RwSignal<String>,
    pub terminal: RwSignal<String>,
    pub uhid_from: RwSignal<String>,
    pub uhid_to: RwSignal<String>,
    pub theatres: RwSignal<Vec<TypedTheatre>>,
    pub person_name: RwSignal<String>,
    pub person_name_bn: RwSignal<String>,
    pub staff_no: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub roles: RwSignal<Vec<Role>>,
    /// Looks after the terminal, and books and records nothing.
    pub only_administers: RwSignal<bool>,
    pub pin: RwSignal<String>,
    pub pin_again: RwSignal<String>,
    pub csv: RwSignal<String>,
    pub preview: RwSignal<Option<ImportPreview>>,
    pub keeper: RwSignal<Option<KeyKeeper>>,
    /// Of all steps: a theatre that is added in one of them lives on in the next.
    owner: StoredValue<Owner>,
}

/// A theatre as it is typed; `number` tells the rows apart.
#[derive(Clone, Copy, PartialEq)]
pub struct TypedTheatre {
    pub number: u32,
    pub name: RwSignal<String>,
    pub name_bn: RwSignal<String>,
    pub specialty: RwSignal<Option<String>>,
}

impl TypedTheatre {
    fn new(number: u32) -> TypedTheatre {
        TypedTheatre {
            number,
            name: RwSignal::new(format!("Theatre {number}")),
            name_bn: RwSignal::new(format!("ওটি {}", language::number(language::Language::Bangla, number.into()))),
            specialty: RwSignal::new(Some(GENERAL.into())),
        }
    }
}

impl TypedIn {
    pub fn new() -> TypedIn {
        TypedIn {
            name: RwSignal::default(),
            name_bn: RwSignal::default(),
            code: RwSignal::default(),
            terminal: RwSignal::new("T1".into()),
            uhid_from: RwSignal::default(),
            uhid_to: RwSignal::default(),
            theatres: RwSignal::new(vec![TypedTheatre::new(1)]),
            person_name: RwSignal::default(),
            person_name_bn: RwSignal::default(),
            staff_no: RwSignal::default(),
            phone: RwSignal::default(),
            roles: RwSignal::default(),
            only_administers: RwSignal::new(false),
            pin: RwSignal::default(),
            pin_again: RwSignal::default(),
            csv: RwSignal::default(),
            preview: RwSignal::default(),
            keeper: RwSignal::default(),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    pub fn add_theatre(self) {
        let number =
            self.theatres.with(|theatres| theatres.iter().map(|theatre| theatre.number).max()).unwrap_or(0) + 1;
        let theatre = self.owner.with_value(|owner| owner.with(|| TypedTheatre::new(number)));
        self.theatres.update(|theatres| theatres.push(theatre));
    }

    pub fn take_out_theatre(self, number: u32) {
        self.theatres.update(|theatres| theatres.retain(|theatre| theatre.number != number));
    }

    /// Why the hospital's step can't be left yet.
    pub fn check_hospital(self) -> Result<(), Refusal> {
        let either = self.name.with(|name| name.trim().is_empty()).then(|| self.name_bn.get());
        required_line(Field::HospitalName, &either.unwrap_or_else(|| self.name.get()))?;
        self.uhid_block().map(drop)
    }

    pub fn check_theatres(self) -> Result<(), Refusal> {
        self.theatres.with(|theatres| {
            for theatre in theatres {
                required_line(Field::TheatreName, &theatre.name.get())?;
            }
            Ok(())
        })
    }

    pub fn check_administrator(self) -> Result<(), Refusal> {
        checked(self.card())?;
        pin_is_good(&self.pin_digits())
    }

    /// Whether it was said what the administrator does in theatre: something, or nothing there.
    pub fn is_work_said(self) -> bool {
        self.only_administers.get() || !self.roles.with(Vec::is_empty)
    }

    /// Whether the PIN was typed the same way twice.
    pub fn is_pin_repeated(self) -> bool {
        self.pin.with(|pin| self.pin_again.with(|again| typed::latin(pin) == typed::latin(again)))
    }

    /// Whether the second PIN can't become the first any more, however it is typed on.
    pub fn is_second_pin_another(self) -> bool {
        self.pin.with(|pin| self.pin_again.with(|again| !typed::latin(pin).starts_with(&typed::latin(again))))
    }

    /// The administrator, who is one besides whatever else they are.
    pub fn card(self) -> Card {
        let mut roles = self.roles.get();
        roles.push(Role::Administrator);
        let optional = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        Card {
            name: self.person_name.get(),
            name_bn: self.person_name_bn.get(),
            roles: roles.into_iter().collect(),
            staff_no: optional(self.staff_no.get()),
            phone: optional(typed::latin(&self.phone.get())),
            guest: false,
        }
    }

    fn pin_digits(self) -> String {
        typed::latin(self.pin.get().trim())
    }

    /// The stems of health ids that this terminal may give; none where neither end is typed.
    fn uhid_block(self) -> Result<Option<(u64, u64)>, Refusal> {
        let (from, to) = (self.uhid_from.get(), self.uhid_to.get());
        if from.trim().is_empty() && to.trim().is_empty() {
            return Ok(None);
        }
        read_block(&from, &to).map(|block| Some((block.from, block.to)))
    }

    /// Everything at once, for the shell.
    pub fn call(self) -> Result<SetUpTerminal, Refusal> {
        let either = |first: String, second: String| if first.trim().is_empty() { second } else { first };
        let theatres = self.theatres.get().into_iter().map(|theatre| NewTheatre {
            name: theatre.name.get(),
            name_bn: theatre.name_bn.get(),
            specialty: theatre.specialty.get().unwrap_or_default(),
        });
        Ok(SetUpTerminal {
            hospital: either(self.name.get(), self.name_bn.get()),
            hospital_bn: either(self.name_bn.get(), self.name.get()),
            code: self.code.get(),
            terminal: typed::latin(self.terminal.get().trim()),
            theatres: theatres.collect(),
            administrator: self.card(),
            pin: self.pin_digits(),
            keeper: self.keeper.get().unwrap_or(KeyKeeper::Nowhere),
            uhid_block: self.uhid_block()?,
            import_csv: Some(self.csv.get()).filter(|csv| !csv.trim().is_empty()),
        })
    }
}

/// A block of ten-digit stems as it is typed, spaces allowed.
pub fn read_block(from: &str, to: &str) -> Result<UhidBlock, Refusal> {
    let stem = |typed: &str| domain::identifier::plain(&typed::latin(typed)).parse::<u64>().ok();
    let block = stem(from).zip(stem(to)).and_then(|(from, to)| UhidBlock::new(from, to));
    block.ok_or(Refusal::Malformed { field: Field::Uhid })
}
