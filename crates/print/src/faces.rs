//! The embedded fonts, which of them draws a character, and what of them is written into a document.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use printpdf::{FontId, ParsedFont, PdfFont, PdfFontMap};
use subsetter::GlyphRemapper;

use crate::PrintError;

/// One of the embedded fonts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
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

/// The glyphs that a document draws. Only these are written into it, under numbers of its own.
#[derive(Default)]
pub struct Drawn(BTreeMap<Face, GlyphRemapper>);

impl Drawn {
    /// The number that a face's glyph has in this document.
    pub fn number(&mut self, face: Face, glyph: u16) -> u16 {
        self.0.entry(face).or_default().remap(glyph)
    }

    /// The fonts of the document, each with the glyphs that were numbered and no others.
    pub fn fonts(&self) -> Result<PdfFontMap, PrintError> {
        let mut fonts = PdfFontMap::default();
        for (face, glyphs) in &self.0 {
            let bytes = subsetter::subset(face.bytes(), 0, glyphs).map_err(|_| PrintError::Font)?;
            let parsed = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(PrintError::Font)?;
            fonts.map.insert(face.resource(), PdfFont::new(parsed));
        }
        Ok(fonts)
    }
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
