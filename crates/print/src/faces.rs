//! The embedded fonts, and which of them draws a character.

use std::sync::LazyLock;

use printpdf::{FontId, ParsedFont, PdfFont, PdfFontMap};

use crate::PrintError;

/// One of the embedded fonts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Face {
    Latin,
    LatinBold,
    Bangla,
    BanglaBold,
    Mathematics,
    Symbols,
}

/// What stands where no embedded font has the character that was typed.
pub const REPLACEMENT: char = '\u{fffd}';

const ALL: [Face; 6] = [Face::Latin, Face::LatinBold, Face::Bangla, Face::BanglaBold, Face::Mathematics, Face::Symbols];

impl Face {
    /// The face that draws `character` after one drawn by `before`; none when no face has it.
    pub fn of(character: char, bold: bool, before: Option<Face>) -> Option<Face> {
        let (latin, bangla) = if bold { (Face::LatinBold, Face::BanglaBold) } else { (Face::Latin, Face::Bangla) };
        // Joiners and marks belong to the letter before them; elsewhere they draw nothing.
        if is_joiner_or_mark(character) {
            return before.filter(|face| face.has(character));
        }
        // A word's colon and brackets stay in the word's font.
        let own = before.filter(|face| !character.is_alphanumeric() && face.is_bangla() && face.has(character));
        if own.is_some() {
            return own;
        }
        let order = if is_bangla(character) { [bangla, latin] } else { [latin, bangla] };
        order.into_iter().chain([Face::Mathematics, Face::Symbols]).find(|face| face.has(character))
    }

    pub fn is_bangla(self) -> bool {
        matches!(self, Face::Bangla | Face::BanglaBold)
    }

    /// The resource under which pages name the font.
    pub fn resource(self) -> FontId {
        FontId(format!("{self:?}"))
    }

    fn has(self, character: char) -> bool {
        self.shaper().is_ok_and(|shaper| shaper.glyph_index(character).is_some())
    }

    /// The font as the shaper reads it.
    pub fn shaper(self) -> Result<&'static rustybuzz::Face<'static>, PrintError> {
        static SHAPERS: LazyLock<[Option<rustybuzz::Face<'static>>; 6]> =
            LazyLock::new(|| ALL.map(|face| rustybuzz::Face::from_slice(face.bytes(), 0)));
        SHAPERS[self as usize].as_ref().ok_or(PrintError::Font)
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Face::Latin => include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"),
            Face::LatinBold => include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf"),
            Face::Bangla => include_bytes!("../../../assets/fonts/NotoSansBengali-Regular.ttf"),
            Face::BanglaBold => include_bytes!("../../../assets/fonts/NotoSansBengali-Bold.ttf"),
            Face::Mathematics => include_bytes!("../../../assets/fonts/NotoSansMath-Regular.ttf"),
            Face::Symbols => include_bytes!("../../../assets/fonts/NotoSansSymbols2-Regular.ttf"),
        }
    }
}

/// All fonts for a document; those that no page uses are not written.
pub fn embedded() -> Result<PdfFontMap, PrintError> {
    let mut fonts = PdfFontMap::default();
    for face in ALL {
        let parsed = ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new()).ok_or(PrintError::Font)?;
        fonts.map.insert(face.resource(), PdfFont::new(parsed));
    }
    Ok(fonts)
}

fn is_bangla(character: char) -> bool {
    // The block, the danda and double danda that it shares with Devanagari, and the dotted
    // circle under a lone vowel sign.
    matches!(character, '\u{980}'..='\u{9ff}' | '\u{964}' | '\u{965}' | '\u{25cc}')
}

/// ZWNJ, ZWJ and the combining marks that the fonts have outside the Bangla block.
fn is_joiner_or_mark(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}')
}
