//! Text into glyphs: runs of one face, shaped by rustybuzz. Bangla needs it: the signs ি ে ৈ stand
//! before the letter that they follow, and letters join.

use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{BufferFlags, Direction, UnicodeBuffer, script};

use crate::PrintError;
use crate::faces::{Face, REPLACEMENT};

/// Text of one face in glyphs, at one em = 1.
#[derive(Clone, Debug)]
pub struct Run {
    pub face: Face,
    pub glyphs: Vec<Glyph>,
    pub width_em: f32,
    /// What copying gives.
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct Glyph {
    pub id: u16,
    /// From the start of the run, offsets included.
    pub x_em: f32,
    pub y_em: f32,
    /// What the glyph alone reads as, for programs that don't know `ActualText`.
    pub reads: String,
    /// The byte of the run's text at which its cluster begins.
    pub cluster: usize,
}

impl Run {
    /// Whether the glyphs, read one by one, give the text; where not, the page must say it.
    pub fn reads_as_text(&self) -> bool {
        self.glyphs.iter().flat_map(|glyph| glyph.reads.chars()).eq(self.text.chars())
    }
}

/// A word in glyphs. A character that no font has becomes [`REPLACEMENT`], visibly; what only
/// steers others (marks without a letter, direction marks, variation selectors) draws nothing.
pub fn shape(word: &str, bold: bool) -> Result<Vec<Run>, PrintError> {
    let mut runs: Vec<Unshaped> = Vec::new();
    for character in word.chars() {
        let before = runs.last().map(|run| run.face);
        let (face, drawn) = match Face::of(character, bold, before) {
            Some(face) => (face, Some(character)),
            None if steers(character) => (before.unwrap_or(Face::Latin), None),
            None => (if bold { Face::LatinBold } else { Face::Latin }, Some(REPLACEMENT)),
        };
        if before != Some(face) {
            runs.push(Unshaped { face, typed: String::new(), buffer: UnicodeBuffer::new() });
        }
        if let Some(run) = runs.last_mut() {
            if let Some(drawn) = drawn {
                run.buffer.add(drawn, u32::try_from(run.typed.len()).unwrap_or(u32::MAX));
            }
            run.typed.push(character);
        }
    }
    runs.into_iter().map(shape_run).collect()
}

/// What was typed, and the characters that are drawn for it, each with the byte where it was typed.
struct Unshaped {
    face: Face,
    typed: String,
    buffer: UnicodeBuffer,
}

/// Draws nothing of its own wherever it stands: Unicode's default-ignorable characters, of those
/// that people's keyboards and copied texts hold.
fn steers(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    )
}

fn shape_run(run: Unshaped) -> Result<Run, PrintError> {
    let Unshaped { face, typed, mut buffer } = run;
    let shaper = face.shaper()?;
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(if face.is_bangla() { script::BENGALI } else { script::LATIN });
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    let shaped = rustybuzz::shape(shaper, &[], buffer);

    let em = shaper.units_per_em() as f32;
    let replacement = shaper.glyph_index(REPLACEMENT).map_or(0, |glyph| glyph.0);
    let mut glyphs = Vec::with_capacity(shaped.len());
    let mut pen = 0.0;
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let id = u16::try_from(info.glyph_id).unwrap_or_default();
        glyphs.push(Glyph {
            id: if id == 0 { replacement } else { id },
            x_em: pen + position.x_offset as f32 / em,
            y_em: position.y_offset as f32 / em,
            reads: String::new(),
            cluster: info.cluster as usize,
        });
        pen += position.x_advance as f32 / em;
    }
    read_back(shaper, &typed, &mut glyphs);
    Ok(Run { face, glyphs, width_em: pen, text: typed })
}

/// Gives each glyph what it reads as: its cluster's character where it draws that one, the whole
/// cluster for the first glyph of a joined one, and nothing for the rest.
fn read_back(shaper: &rustybuzz::Face<'_>, typed: &str, glyphs: &mut [Glyph]) {
    let replacement = shaper.glyph_index(REPLACEMENT).map(|glyph| glyph.0);
    let mut starts: Vec<usize> = glyphs.iter().map(|glyph| glyph.cluster).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut told = vec![false; starts.len()];
    for glyph in glyphs {
        let Ok(index) = starts.binary_search(&glyph.cluster) else { continue };
        let end = starts.get(index + 1).copied().unwrap_or(typed.len());
        let cluster = typed.get(starts[index]..end).unwrap_or_default();
        let own = cluster.chars().find(|c| shaper.glyph_index(*c) == Some(GlyphId(glyph.id)));
        glyph.reads = match own {
            Some(character) => character.into(),
            None if replacement == Some(glyph.id) => REPLACEMENT.into(),
            None if !told[index] => cluster.into(),
            None => String::new(),
        };
        told[index] = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 8] = [
        "মোঃ জালাল উদ্দিন",
        "শাহিদা খাতুন",
        "মোছাঃ রহিমা খাতুন চৌধুরী ওরফে রাহেলা",
        "শ্রী কৃষ্ণেন্দু চক্রবর্ত্তী",
        "ডা. ক্ষ্যাতি ঐশ্বর্য্য জ্যোৎস্না",
        "Md. Jalal Uddin",
        "Mst. Zülāl Ṭhākur O’Brien-D’Souza",
        "৳ ১,২৩,৪৫৬.০০ ≥ 97% → SpO₂ ✓",
    ];

    #[test]
    fn every_letter_of_a_name_is_drawn() {
        for name in NAMES {
            for bold in [false, true] {
                for run in shape(name, bold).expect("fonts") {
                    let replacement = run.face.shaper().expect("a font").glyph_index(REPLACEMENT).map(|g| g.0);
                    for glyph in &run.glyphs {
                        assert!(glyph.id != 0 && Some(glyph.id) != replacement, "{name}: {:?}", run.text);
                    }
                }
            }
        }
    }

    #[test]
    fn a_sign_that_stands_before_its_letter_is_drawn_before_it() {
        let runs = shape("কি", false).expect("fonts");
        let face = Face::Bangla.shaper().expect("a font");
        let ids: Vec<u16> = runs[0].glyphs.iter().map(|glyph| glyph.id).collect();
        let nominal = |c| face.glyph_index(c).expect("a letter").0;
        assert_eq!(ids, [nominal('ি'), nominal('ক')]);
    }

    #[test]
    fn letters_that_join_become_one_glyph() {
        let runs = shape("ক্ষ", false).expect("fonts");
        assert_eq!(runs.len(), 1);
        assert_eq!(runs[0].glyphs.len(), 1);
        assert_eq!(runs[0].glyphs[0].reads, "ক্ষ");
    }

    #[test]
    fn what_no_font_has_is_seen() {
        let runs = shape("م👩", false).expect("fonts");
        let replacement = Face::Latin.shaper().expect("a font").glyph_index(REPLACEMENT).expect("drawn").0;
        let ids: Vec<u16> = runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.id).collect();
        assert_eq!(ids, [replacement, replacement]);
        assert!(!runs[0].reads_as_text(), "the page says what was typed");
        assert_eq!(runs[0].text, "م👩");
    }

    proptest! {
        #[test]
        fn any_text_is_drawn_without_a_hole_and_kept_whole(typed in any::<String>(), bold in any::<bool>()) {
            let runs = shape(&typed, bold).expect("fonts");
            prop_assert!(runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.id != 0));
            let kept: String = runs.iter().map(|run| run.text.as_str()).collect();
            prop_assert_eq!(kept, typed);
        }

        #[test]
        fn any_bangla_letters_are_drawn(typed in "[\u{980}-\u{9ff}\u{200c}\u{200d} ]{0,40}") {
            let runs = shape(&typed, false).expect("fonts");
            prop_assert!(runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.id != 0));
        }
    }
}
