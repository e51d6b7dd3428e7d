//! A case in the hand: from the touch on its block to the place where it is let go. While the finger
//! moves, only the ghost's transform is written; words change when the place under it does.

use crate::desk::use_desk;
use crate::pages::book::clash_words;
use crate::{t, words};
use board::{Axis, Carried, DRAG_BEGINS_PX, Landing, Surface, bookings, clashes_there};
use domain::schedule::{Booking, Clash};
use domain::{Moment, TheatreId};
use ipc::{CaseLine, Day};
use leptos::ev::{keydown, pointercancel, pointermove, pointerup, wheel};
use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PointerEvent};

const CLICK_FOLLOWS_WITHIN: std::time::Duration = std::time::Duration::from_millis(300);

/// A case let go over a place that is not where it was.
#[derive(Clone, PartialEq)]
pub struct Dropped {
    pub case: CaseLine,
    pub theatre: TheatreId,
    pub start: Moment,
}

/// What can be carried on this page; one of its kind, found by the blocks under it.
#[derive(Clone, Copy)]
pub struct Carry {
    day: RwSignal<Option<Day>>,
    axis: Memo<Axis>,
    on_drop: Callback<Dropped>,
    /// The case in the hand, from when it has moved.
    lifted: RwSignal<Option<CaseLine>>,
    /// The place under the finger, and what it would clash with there.
    over: RwSignal<Option<(Landing, Vec<Clash>)>>,
    hand: StoredValue<Option<Hand>, LocalStorage>,
    was_carried: StoredValue<bool>,
    ghost: NodeRef<leptos::html::Div>,
}

/// What is only needed while the finger is down.
struct Hand {
    case: CaseLine,
    carried: Carried,
    pointer: i32,
    from: (f64, f64),
    last: (f64, f64),
    lifted: Option<(Surface, Vec<Booking>)>,
    listeners: Vec<WindowListenerHandle>,
}

impl Carry {
    /// Makes it for the page and everything in it.
    pub fn provide(day: RwSignal<Option<Day>>, axis: Memo<Axis>, on_drop: Callback<Dropped>) -> Carry {
        let carry = Carry {
            day,
            axis,
            on_drop,
            lifted: RwSignal::new(None),
            over: RwSignal::new(None),
            hand: StoredValue::new_local(None),
            was_carried: StoredValue::new(false),
            ghost: NodeRef::new(),
        };
        provide_context(carry);
        on_cleanup(move || carry.let_go());
        carry
    }

    /// # Panics
    /// Outside a page that has called [`Carry::provide`].
    pub fn here() -> Carry {
        expect_context()
    }

    pub fn carries(self, case: domain::ProcedureId) -> bool {
        self.lifted.with(|lifted| lifted.as_ref().is_some_and(|lifted| lifted.id == case))
    }

    /// Something is in the hand: the page keeps still under it.
    pub fn is_busy(self) -> bool {
        self.lifted.with_untracked(Option::is_some)
    }

    /// Whether the touch that ends now was a drag, so that the click after it opens nothing.
    pub fn was_carried(self) -> bool {
        self.was_carried.get_value()
    }

    /// A finger came down on a block or a card of a case.
    pub fn press(self, event: &PointerEvent, case: CaseLine) {
        self.was_carried.set_value(false);
        if event.button() != 0 || self.hand.with_value(Option::is_some) {
            return;
        }
        let pressed = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let Some(pressed) = pressed else { return };
        let is_block = pressed.class_list().contains("case");
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        // A card of the waiting list is held a little inside its beginning.
        let grip = if is_block { at.0 - pressed.get_bounding_client_rect().left() } else { 16.0 };
        let Some(carried) = Carried::of(&case, grip) else { return };
        let listeners = vec![
            window_event_listener(pointermove, move |event| self.moved(&event)),
            window_event_listener(pointerup, move |event| self.ended(event.pointer_id(), true)),
            window_event_listener(pointercancel, move |event| self.ended(event.pointer_id(), false)),
            // The page scrolls after the wheel has turned.
            window_event_listener(wheel, move |_| request_animation_frame(move || self.measure_again())),
            window_event_listener(keydown, move |event| {
                if event.key() == "Escape" && self.is_busy() {
                    event.prevent_default();
                    self.let_go();
                }
            }),
        ];
        let hand = Hand { case, carried, pointer: event.pointer_id(), from: at, last: at, lifted: None, listeners };
        self.hand.set_value(Some(hand));
    }

    fn moved(self, event: &PointerEvent) {
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let now = use_desk().now.get_untracked();
        let mut lifts = None;
        self.hand.update_value(|hand| {
            let Some(hand) = hand.as_mut().filter(|hand| hand.pointer == event.pointer_id()) else { return };
            hand.last = at;
            let (across, down) = (at.0 - hand.from.0, at.1 - hand.from.1);
            if hand.lifted.is_none() && across.hypot(down) >= DRAG_BEGINS_PX {
                lifts = Some(hand.case.clone());
                let cases =
                    self.day.with_untracked(|day| day.as_ref().map_or_else(Vec::new, |day| bookings(&day.cases)));
                hand.lifted = surface(self.axis.get_untracked(), now).map(|surface| (surface, cases));
            }
        });
        if let Some(case) = lifts {
            self.was_carried.set_value(true);
            self.lifted.set(Some(case));
        }
        if self.is_busy() {
            event.prevent_default();
            self.show();
        }
    }

    /// Puts the ghost where the finger is, and says what is there when that has changed.
    fn show(self) {
        let changed = self.hand.with_value(|hand| {
            let hand = hand.as_ref()?;
            let (surface, booked) = hand.lifted.as_ref()?;
            let landing = surface.landing(&hand.carried, hand.last.0, hand.last.1);
            self.place_ghost(surface, hand, landing);
            let known =
                self.over.with_untracked(|over| over.as_ref().map(|(landing, _)| (landing.theatre, landing.start)));
            if known == landing.map(|landing| (landing.theatre, landing.start)) {
                return None;
            }
            Some(landing.map(|landing| (landing, clashes_there(&hand.carried, landing.theatre, landing.start, booked))))
        });
        if let Some(over) = changed {
            self.over.set(over);
        }
    }

    fn place_ghost(self, surface: &Surface, hand: &Hand, landing: Option<Landing>) {
        const INSET_PX: f64 = 6.0;
        let Some(ghost) = self.ghost.get_untracked() else { return };
        let (x, y) = match landing {
            Some(landing) => (landing.left, landing.top + INSET_PX),
            None => (hand.last.0 - hand.carried.grip, hand.last.1 - 20.0),
        };
        let style = web_sys::HtmlElement::style(&ghost);
        let _ = style.set_property("transform", &format!("translate3d({x:.1}px,{y:.1}px,0)"));
        let width = format!("{:.1}px", surface.width_of(hand.carried.minutes));
        if style.get_property_value("--width").is_ok_and(|known| known != width) {
            let _ = style.set_property("--width", &width);
        }
    }

    /// The page was scrolled under the hand.
    fn measure_again(self) {
        if !self.is_busy() {
            return;
        }
        let (axis, now) = (self.axis.get_untracked(), use_desk().now.get_untracked());
        self.hand.update_value(|hand| {
            if let Some((known, _)) = hand.as_mut().and_then(|hand| hand.lifted.as_mut())
                && let Some(surface) = surface(axis, now)
            {
                *known = surface;
            }
        });
        self.show();
    }

    fn ended(self, pointer: i32, let_fall: bool) {
        let is_this = self.hand.with_value(|hand| hand.as_ref().is_some_and(|hand| hand.pointer == pointer));
        if !is_this {
            return;
        }
        // The click that follows a drag comes at once; one that comes later is meant.
        set_timeout(
            move || {
                self.was_carried.try_set_value(false);
            },
            CLICK_FOLLOWS_WITHIN,
        );
        let landed = self.over.with_untracked(|over| over.as_ref().map(|(landing, _)| *landing));
        let case = self.lifted.get_untracked();
        self.let_go();
        if let (true, Some(case), Some(Landing { theatre, start, .. })) = (let_fall, case, landed) {
            let was = case.planned.map(|(start, _)| start).zip(case.theatre);
            if was != Some((start, theatre)) {
                self.on_drop.run(Dropped { case, theatre, start });
            }
        }
    }

    /// Empties the hand; the case stays where it was.
    fn let_go(self) {
        let hand = self.hand.try_update_value(Option::take).flatten();
        for listener in hand.into_iter().flat_map(|hand| hand.listeners) {
            listener.remove();
        }
        self.lifted.try_set(None);
        self.over.try_set(None);
    }
}

/// Measures the lanes as they stand now.
fn surface(axis: Axis, now: Moment) -> Option<Surface> {
    let found = document().query_selector_all(".lane[data-theatre]").ok()?;
    let lanes: Vec<HtmlElement> = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect();
    let first = lanes.first()?.get_bounding_client_rect();
    let lanes = lanes.iter().filter_map(|lane| {
        let rect = lane.get_bounding_client_rect();
        Some((lane.get_attribute("data-theatre")?.parse().ok()?, rect.top(), rect.bottom()))
    });
    Some(Surface { axis, left: first.left(), width: first.width(), lanes: lanes.collect(), now })
}

/// What follows the finger: the case, its new time, and what is in the way there.
#[component]
pub fn Ghost() -> impl IntoView {
    let desk = use_desk();
    let carry = Carry::here();
    let time = move || {
        let (landing, _) = carry.over.get()?;
        let minutes = carry.lifted.with(|case| case.as_ref().map_or(0, |case| case.minutes));
        let end = landing.start.plus_minutes(i64::from(minutes));
        Some(format!("{} · {}", desk.theatre(landing.theatre), words::span((landing.start, end))))
    };
    let name = move || {
        carry.lifted.with(|case| {
            let detail = case.as_ref().and_then(|case| case.detail.as_ref());
            detail.map(|detail| words::patient_name(&detail.patient))
        })
    };
    let clash = move || {
        let (_, clashes) = carry.over.get()?;
        let first = clashes.first()?.clone();
        let words = carry.day.with(|day| clash_words(&first, day.as_ref().map_or(&[][..], |day| &day.cases)));
        Some(view! { <span class="tag bad">{words.headline}</span> })
    };
    let class = move || match carry.over.with(|over| over.as_ref().map(|(_, clashes)| clashes.is_empty())) {
        None => "ghost away",
        Some(true) => "ghost",
        Some(false) => "ghost clash",
    };
    view! {
        <Show when=move || carry.lifted.with(Option::is_some)>
            <div class=class node_ref=carry.ghost aria-hidden="true">
                <b>{move || time().unwrap_or_else(|| t!("today-drop-on-a-lane"))}</b>
                <span class="who">{name}</span>
                {clash}
            </div>
        </Show>
    }
}
