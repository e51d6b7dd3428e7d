//! Icons, drawn on a grid of 24 with a line of 2. They stand beside words, never instead of them
//! where there is room for a word.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Glyph {
    Add,
    Alarm,
    Anaesthesia,
    Attention,
    Backspace,
    Barcode,
    Bed,
    Blood,
    Calendar,
    Check,
    Checklist,
    Clock,
    Close,
    Connected,
    Dark,
    Disconnected,
    Down,
    Emergency,
    File,
    Folder,
    Forbidden,
    History,
    Hospital,
    Info,
    Key,
    Keyboard,
    Left,
    Light,
    List,
    Lock,
    Machine,
    Move,
    Out,
    Patients,
    Pause,
    Pen,
    Person,
    Play,
    Print,
    Right,
    Save,
    Search,
    Sending,
    Settings,
    Shield,
    Swap,
    Syringe,
    Undo,
    Up,
    Waiting,
}

impl Glyph {
    fn paths(self) -> &'static str {
        match self {
            Glyph::Add => r#"<path d="M12 5v14M5 12h14"/>"#,
            Glyph::Alarm => r#"<circle cx="12" cy="13" r="7.5"/><path d="M12 9v4l2.5 2M4 5 7 2.800M20 5l-3-2.200"/>"#,
            Glyph::Anaesthesia => {
                r#"<path d="M5 9c0-2.500 3-4 7-4s7 1.500 7 4c0 5-3 10-7 10S5 14 5 9zM12 19v3M9.500 11h5"/>"#
            }
            Glyph::Attention => r#"<path d="M12 3 2 20h20L12 3zM12 10v4M12 17.200v.1"/>"#,
            Glyph::Backspace => r#"<path d="M20 6H9L3 12l6 6h11zM12 9.500l5 5M17 9.500l-5 5"/>"#,
            Glyph::Barcode => r#"<path d="M3 6v12M7 6v12M10.500 6v12M14 6v12M17 6v12M21 6v12"/>"#,
            Glyph::Bed => {
                r#"<path d="M3 5v14M3 15h18v4M21 15v-3a3 3 0 0 0-3-3h-7v6"/><circle cx="7" cy="11" r="1.800"/>"#
            }
            Glyph::Blood => r#"<path d="M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z"/>"#,
            Glyph::Calendar => r#"<rect x="3" y="5" width="18" height="16" rx="2"/><path d="M3 10h18M8 3v4M16 3v4"/>"#,
            Glyph::Check => r#"<path d="m4 12.500 5 5L20 6.500"/>"#,
            Glyph::Checklist => {
                r#"<path d="m3 6 1.500 1.500L7 5M3 12.500 4.500 14 7 11.500M3 19l1.500 1.500L7 18M11 6.500h10M11 13h10M11 19.500h10"/>"#
            }
            Glyph::Clock | Glyph::Waiting => r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.500 2"/>"#,
            Glyph::Close => r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
            Glyph::Connected => {
                r#"<path d="M7 18a4.500 4.500 0 1 1 .8-8.900A6 6 0 0 1 19 11a3.500 3.500 0 0 1-.5 7H7zM9 13.200l2.200 2.200 4-4.200"/>"#
            }
            Glyph::Dark => r#"<path d="M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z"/>"#,
            Glyph::Disconnected => {
                r#"<path d="M7 18a4.500 4.500 0 1 1 .8-8.900A6 6 0 0 1 19 11a3.500 3.500 0 0 1-.5 7H7z"/><path d="m3 3 18 18"/>"#
            }
            Glyph::Down => r#"<path d="m5 9 7 7 7-7"/>"#,
            Glyph::Emergency => r#"<path d="M12 3v18M4.200 7.500l15.600 9M19.800 7.500l-15.600 9"/>"#,
            Glyph::File => r#"<path d="M6 3h8l5 5v13H6zM14 3v5h5"/>"#,
            Glyph::Folder => r#"<path d="M3 19V5h6l2 3h10v11z"/>"#,
            Glyph::Forbidden => r#"<circle cx="12" cy="12" r="9"/><path d="m6 6 12 12"/>"#,
            Glyph::History => r#"<path d="M3.500 9A9 9 0 1 1 3 13M3 4v5h5M12 8v4.500l3 1.500"/>"#,
            Glyph::Hospital => r#"<path d="M4 21V7l8-4 8 4v14M2 21h20M12 8v6M9 11h6M9.500 21v-3h5v3"/>"#,
            Glyph::Info => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.1"/>"#,
            Glyph::Key => {
                r#"<circle cx="8" cy="15" r="4.500"/><path d="m11.200 11.800 8.300-8.300M16 7l3 3M19.500 3.500l1.500 1.500"/>"#
            }
            Glyph::Keyboard => {
                r#"<rect x="2" y="6" width="20" height="12" rx="2"/><path d="M6 10v.1M10 10v.1M14 10v.1M18 10v.1M7 14h10"/>"#
            }
            Glyph::Left => r#"<path d="m15 5-7 7 7 7"/>"#,
            Glyph::Light => {
                r#"<circle cx="12" cy="12" r="4"/><path d="M12 2v2.500M12 19.500V22M2 12h2.500M19.500 12H22M5 5l1.700 1.700M17.300 17.300 19 19M5 19l1.700-1.700M17.300 6.700 19 5"/>"#
            }
            Glyph::List => r#"<path d="M4 6h16M4 12h16M4 18h16"/>"#,
            Glyph::Lock => r#"<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>"#,
            Glyph::Machine => {
                r#"<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M6 11h3l1.500-3 3 5 1.500-2h3M12 16v4M8 20h8"/>"#
            }
            Glyph::Move => r#"<path d="M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3"/>"#,
            Glyph::Out => r#"<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4"/>"#,
            Glyph::Patients => {
                r#"<circle cx="9" cy="8" r="3.500"/><path d="M2.500 20c.6-3.600 3.300-5.500 6.500-5.500s5.900 1.900 6.500 5.500M16 5a3.500 3.500 0 0 1 0 6.500M18.500 14.800c1.700.9 2.700 2.700 3 5.200"/>"#
            }
            Glyph::Pause => r#"<path d="M8 5v14M16 5v14"/>"#,
            Glyph::Pen => r#"<path d="M4 20l1-4L16 5l3 3L8 19l-4 1z"/>"#,
            Glyph::Person => {
                r#"<circle cx="12" cy="8" r="4"/><path d="M4.500 21c.6-4.200 3.700-6.500 7.500-6.500s6.900 2.300 7.500 6.500"/>"#
            }
            Glyph::Play => r#"<path d="M7 4v16l13-8L7 4z"/>"#,
            Glyph::Print => r#"<path d="M7 8V3h10v5M7 17H4v-7h16v7h-3M7 14h10v7H7z"/>"#,
            Glyph::Right => r#"<path d="m9 5 7 7-7 7"/>"#,
            Glyph::Save => r#"<path d="M12 3v12M7 10.500l5 5 5-5M4 20h16"/>"#,
            Glyph::Search => r#"<circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/>"#,
            Glyph::Sending => {
                r#"<path d="M7 18a4.500 4.500 0 1 1 .8-8.900A6 6 0 0 1 19 11a3.500 3.500 0 0 1-.5 7H7zM12 16.500v-6M9.500 12.800l2.500-2.500 2.500 2.500"/>"#
            }
            Glyph::Settings => {
                r#"<circle cx="12" cy="12" r="3"/><path d="M12 2v4M12 18v4M2 12h4M18 12h4M5 5l2.800 2.800M16.200 16.200 19 19M5 19l2.800-2.800M16.200 7.800 19 5"/>"#
            }
            Glyph::Shield => {
                r#"<path d="M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6l8-3zM8.500 12l2.500 2.500 4.500-5"/>"#
            }
            Glyph::Swap => r#"<path d="M4 8h14l-3-3M20 16H6l3 3"/>"#,
            Glyph::Syringe => r#"<path d="m17 3 4 4M19 5l-3 3M13 5l6 6M15 7 7 15v2h2l8-8M7 17l-4 4M10 12l2 2"/>"#,
            Glyph::Undo => r#"<path d="M8 4 3 9l5 5M3 9h11a6 6 0 0 1 0 12H8"/>"#,
            Glyph::Up => r#"<path d="m5 15 7-7 7 7"/>"#,
        }
    }
}

/// An icon of the size of the letters around it, hidden from screen readers.
#[component]
pub fn Icon(#[prop(into)] name: Signal<Glyph>) -> impl IntoView {
    view! { <svg viewBox="0 0 24 24" aria-hidden="true" inner_html=move || name.get().paths()></svg> }
}
