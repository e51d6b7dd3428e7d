//! The picture of a screen: read as Xvfb keeps it (an X window dump), written as PNG.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result};

/// What a screen shows, row by row, as red, green and blue.
#[derive(PartialEq)]
pub struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Reads an X window dump of 32 bits a pixel, least byte first, as Xvfb writes at depth 24.
    /// None when it is something else, or not whole.
    pub fn from_xwd(bytes: &[u8]) -> Option<Picture> {
        const BYTES_PER_COLOUR: usize = 12;
        let field = |index: usize| {
            let word = bytes.get(index * 4..index * 4 + 4)?;
            Some(u32::from_be_bytes(word.try_into().ok()?))
        };
        let (header_size, width, height) = (field(0)?, field(4)?, field(5)?);
        let (bits_per_pixel, bytes_per_line, colours) = (field(11)?, field(12)?, field(19)?);
        if bits_per_pixel != 32 || bytes_per_line < width.checked_mul(4)? {
            return None;
        }
        let start = header_size as usize + colours as usize * BYTES_PER_COLOUR;
        let lines = bytes.get(start..)?.chunks(bytes_per_line as usize).take(height as usize);
        let mut pixels = Vec::with_capacity(width as usize * height as usize);
        for line in lines {
            let line = line.get(..width as usize * 4)?;
            pixels.extend(line.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]));
        }
        (pixels.len() == width as usize * height as usize).then_some(Picture { width, height, pixels })
    }

    /// Whether there is a page to see: text alone has dozens of shades, an empty window one or two.
    pub fn shows_a_page(&self) -> bool {
        const SHADES_OF_A_PAGE: usize = 24;
        self.pixels.iter().collect::<HashSet<_>>().len() >= SHADES_OF_A_PAGE
    }

    /// Writes the picture as PNG, making the folder when it isn't there.
    pub fn write_png(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::create(path).with_context(|| path.display().to_string())?;
        let mut encoder = png::Encoder::new(BufWriter::new(file), self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header()?.write_image_data(self.pixels.as_flattened())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(width: u32, height: u32, bytes_per_line: u32, pixels: &[u8]) -> Vec<u8> {
        let mut header = [0u32; 25];
        (header[0], header[4], header[5]) = (100, width, height);
        (header[11], header[12], header[19]) = (32, bytes_per_line, 1);
        let mut bytes: Vec<u8> = header.iter().flat_map(|word| word.to_be_bytes()).collect();
        bytes.extend([0; 12]);
        bytes.extend(pixels);
        bytes
    }

    #[test]
    fn a_dump_is_read_past_its_colour_table_and_the_padding_of_its_lines() {
        let bytes = dump(1, 2, 8, &[1, 2, 3, 0, 9, 9, 9, 9, 4, 5, 6, 0, 9, 9, 9, 9]);
        let picture = Picture::from_xwd(&bytes).unwrap();
        assert_eq!(picture.pixels, [[3, 2, 1], [6, 5, 4]]);
        assert!(!picture.shows_a_page());
    }

    #[test]
    fn a_dump_that_is_cut_short_is_not_read() {
        let whole = dump(2, 2, 8, &[7; 16]);
        assert!(Picture::from_xwd(&whole).is_some());
        for length in 0..whole.len() {
            assert!(Picture::from_xwd(&whole[..length]).is_none(), "{length} bytes");
        }
    }
}
