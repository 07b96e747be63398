//! The icon: what its bytes are, its size, and the facts about its pixels that rules ask for.
//!
//! Decodes PNG for real, but only within limits that are checked before anything is allocated. Judges nothing: which size or
//! colour is right is a matter of rules.

mod redraw;

use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;

use png::{ColorType, DecodingError, Limits, Transformations};
pub use redraw::encode;

/// Icons with a longer side are not decoded; a certified icon has 230, the largest published one 471.
pub const MAX_DECODED_SIDE: u32 = 1_024;

/// Icons with more bytes are not decoded; the platform takes less than 1 MB.
pub const MAX_DECODED_BYTES: usize = 8 * 1_024 * 1_024;

/// The distance up to which two colours count as the same.
///
/// Resampling and conversions between colour profiles move a flat colour by a few steps in a channel, while 8 of 255 is still
/// invisible and smaller than the step between neighbouring tones of a palette (`#ffffff` and `#f5f5f5` are 10 apart).
pub const TOLERANCE: u8 = 8;

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// How far into a text file `<svg` is looked for: a declaration, a document type and a licence comment fit in.
const SVG_WINDOW: usize = 4_096;

/// Whether the bytes begin with the PNG signature, whatever follows.
pub fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(PNG_SIGNATURE)
}

/// A kind of image file, told by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    Png,
    Jpeg,
    Gif,
    Svg,
    Ico,
    WebP,
    Bmp,
}

impl ImageFormat {
    /// The format that the first bytes announce.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            _ if is_png(bytes) => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [0, 0, 1 | 2, 0, ..] => Some(Self::Ico),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(Self::Bmp),
            _ if looks_like_svg(bytes) => Some(Self::Svg),
            _ => None,
        }
    }
}

impl fmt::Display for ImageFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Gif => "GIF",
            Self::Svg => "SVG",
            Self::Ico => "ICO",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
        })
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let window = &bytes[..bytes.len().min(SVG_WINDOW)];
    window.starts_with(b"<") && memchr::memmem::find(window, b"<svg").is_some()
}

/// Why a file cannot be read as an icon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IconProblem {
    /// There is no byte in the file.
    Empty,
    /// The file is something else, as far as its first bytes tell.
    NotPng(Option<ImageFormat>),
    /// The signature is not followed by a header with a width and a height.
    NoHeader,
    /// The file ends before the image does.
    Truncated { width: u32, height: u32 },
    /// The image cannot be decoded, for this reason.
    Corrupt { width: u32, height: u32, reason: String },
}

impl fmt::Display for IconProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NotPng(Some(format)) => write!(f, "the file is a {format} image, not PNG"),
            Self::NotPng(None) => f.write_str("the file is not PNG"),
            Self::NoHeader => f.write_str("the PNG header is missing or damaged"),
            Self::Truncated { .. } => f.write_str("the file ends before the image does"),
            Self::Corrupt { reason, .. } => write!(f, "the image is damaged: {reason}"),
        }
    }
}

/// A colour with its opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
    pub alpha: u8,
}

impl Colour {
    pub const fn opaque(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue, alpha: u8::MAX }
    }

    /// The colour of a text such as `#da3b01`; `None` for anything else.
    pub fn of_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Self::opaque(red, green, blue))
    }

    /// Whether it is white, or the blue that the platform gives to connectors without a colour of their own.
    pub fn is_reserved(self) -> bool {
        [Self::opaque(0xff, 0xff, 0xff), Self::opaque(0x00, 0x7e, 0xe5)].contains(&self)
    }

    /// The largest difference in one channel; all invisible colours are the same.
    pub fn distance(self, other: Self) -> u8 {
        if self.alpha == 0 && other.alpha == 0 {
            return 0;
        }
        let colour = self.red.abs_diff(other.red).max(self.green.abs_diff(other.green));
        colour.max(self.blue.abs_diff(other.blue)).max(self.alpha.abs_diff(other.alpha))
    }

    /// Whether the two colours count as the same: their distance is within [`TOLERANCE`].
    pub fn is_like(self, other: Self) -> bool {
        self.distance(other) <= TOLERANCE
    }
}

impl fmt::Display for Colour {
    /// `#rrggbb`, and two digits more when the colour is not opaque.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)?;
        if self.alpha == u8::MAX { Ok(()) } else { write!(f, "{:02x}", self.alpha) }
    }
}

/// A zero-based place in the image, counted from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pixel {
    pub x: u32,
    pub y: u32,
}

/// The colour that surrounds the logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Background {
    /// The most frequent colour of the outermost pixels.
    pub colour: Colour,
    /// How many of the outermost pixels are like that colour.
    pub matching: u32,
    /// How many outermost pixels there are.
    pub border: u32,
}

impl Background {
    /// Whether all outermost pixels have one colour.
    pub fn is_uniform(self) -> bool {
        self.matching == self.border
    }

    /// The share of outermost pixels that have the colour, in whole per cent, rounded down.
    pub fn percent(self) -> u32 {
        (u64::from(self.matching) * 100 / u64::from(self.border.max(1))) as u32
    }
}

/// A rectangle of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelBox {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// A PNG file whose header could be read.
#[derive(Clone, Debug)]
pub struct Icon {
    width: u32,
    height: u32,
    byte_length: usize,
    animated: bool,
    pixels: Option<Pixels>,
}

impl Icon {
    /// Reads an icon; only the header when it is larger than [`MAX_DECODED_SIDE`] or [`MAX_DECODED_BYTES`].
    pub fn read(bytes: &[u8]) -> Result<Self, IconProblem> {
        if bytes.is_empty() {
            return Err(IconProblem::Empty);
        }
        if !is_png(bytes) {
            return Err(IconProblem::NotPng(ImageFormat::of(bytes)));
        }
        let (width, height) = header(bytes).ok_or(IconProblem::NoHeader)?;
        let fits = width.max(height) <= MAX_DECODED_SIDE && bytes.len() <= MAX_DECODED_BYTES;
        let pixels = if fits { Some(Pixels::decode(bytes, width, height)?) } else { None };
        Ok(Self { width, height, byte_length: bytes.len(), animated: is_animated(bytes), pixels })
    }

    pub fn width(&self) -> u32 {
        self.width
    }

    pub fn height(&self) -> u32 {
        self.height
    }

    pub fn byte_length(&self) -> usize {
        self.byte_length
    }

    /// Whether the file announces an animation (an `acTL` chunk before the image).
    pub fn is_animated(&self) -> bool {
        self.animated
    }

    /// The decoded image; `None` when the icon is too large to decode.
    pub fn pixels(&self) -> Option<&Pixels> {
        self.pixels.as_ref()
    }
}

/// The chunks of a PNG file, as far as they are whole: their type and data.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(PNG_SIGNATURE.len()..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_at_checked(4)?;
        let (data, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        rest = after.get(4..).unwrap_or_default();
        Some((name, data))
    })
}

/// Width and height, read by hand so that nothing is allocated for an absurd size.
fn header(bytes: &[u8]) -> Option<(u32, u32)> {
    let (name, data) = chunks(bytes).next()?;
    let (width, after) = data.split_first_chunk::<4>()?;
    let (height, after) = after.split_first_chunk::<4>()?;
    let (width, height) = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
    (name == b"IHDR" && after.len() == 5 && width > 0 && height > 0).then_some((width, height))
}

fn is_animated(bytes: &[u8]) -> bool {
    chunks(bytes).take_while(|(name, _)| *name != b"IDAT").any(|(name, _)| name == b"acTL")
}

/// A decoded image: eight bits a channel, whatever the file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    width: u32,
    height: u32,
    /// Row by row from the top; `width * height` of them, and at least one.
    colours: Vec<Colour>,
}

impl Pixels {
    fn decode(bytes: &[u8], width: u32, height: u32) -> Result<Self, IconProblem> {
        // The decoder takes palettes for granted that consist of whole colours, and panics at others (png 0.18).
        if chunks(bytes).any(|(name, data)| name == b"PLTE" && data.len() % 3 != 0) {
            return Err(IconProblem::Corrupt { width, height, reason: "its palette ends within a colour".to_owned() });
        }
        let colours = decode(bytes).map_err(|error| match error {
            DecodingError::IoError(_) => IconProblem::Truncated { width, height },
            other => IconProblem::Corrupt { width, height, reason: other.to_string() },
        })?;
        let expected = width as usize * height as usize;
        if colours.len() != expected {
            let reason = format!("it holds {} pixels instead of {expected}", colours.len());
            return Err(IconProblem::Corrupt { width, height, reason });
        }
        Ok(Self { width, height, colours })
    }

    /// The colour of a pixel; `None` outside the image.
    pub fn colour(&self, x: u32, y: u32) -> Option<Colour> {
        if x >= self.width {
            return None;
        }
        self.colours.get(y as usize * self.width as usize + x as usize).copied()
    }

    /// Whether no pixel lets anything visible shine through; an alpha channel alone does not matter.
    pub fn is_opaque(&self) -> bool {
        self.first_transparent().is_none()
    }

    /// The first pixel, row by row, that is further from opaque than [`TOLERANCE`].
    ///
    /// Drawing programs leave such traces where they blend layers: a published icon has pixels of opacity 248.
    pub fn first_transparent(&self) -> Option<Pixel> {
        let index = self.colours.iter().position(|colour| colour.alpha < u8::MAX - TOLERANCE)?;
        let width = self.width as usize;
        Some(Pixel { x: (index % width) as u32, y: (index / width) as u32 })
    }

    /// The colours of the corners: top left, top right, bottom left, bottom right.
    pub fn corners(&self) -> [Colour; 4] {
        let (last, top_right) = (self.colours.len() - 1, self.width as usize - 1);
        [0, top_right, last - top_right, last].map(|index| self.colours[index])
    }

    /// Whether all corners have the colour of the background.
    pub fn has_uniform_corners(&self) -> bool {
        let background = self.background().colour;
        self.corners().into_iter().all(|corner| corner.is_like(background))
    }

    /// The colour of the outermost pixels; of equally frequent colours, the smaller one.
    pub fn background(&self) -> Background {
        let mut counts: BTreeMap<Colour, u32> = BTreeMap::new();
        for colour in self.border() {
            *counts.entry(colour).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|&(&colour, &count)| (count, std::cmp::Reverse(colour)));
        let colour = most.map_or(Colour::opaque(0, 0, 0), |(&colour, _)| colour);
        let matching = counts.iter().filter(|(other, _)| colour.is_like(**other)).map(|(_, count)| count).sum();
        Background { colour, matching, border: counts.values().sum() }
    }

    fn rows(&self) -> impl ExactSizeIterator<Item = &[Colour]> + DoubleEndedIterator {
        self.colours.chunks_exact(self.width as usize)
    }

    /// The outermost pixels, each once.
    fn border(&self) -> impl Iterator<Item = Colour> {
        let last = self.height as usize - 1;
        self.rows().enumerate().flat_map(move |(y, row)| {
            let step = if y == 0 || y == last { 1 } else { (row.len() - 1).max(1) };
            row.iter().copied().step_by(step)
        })
    }

    /// The smallest box around all pixels that differ from the background; `None` when the image is one plain colour.
    pub fn logo_box(&self) -> Option<PixelBox> {
        self.box_on(self.background().colour)
    }

    /// The smallest box around all pixels that differ from a colour.
    fn box_on(&self, background: Colour) -> Option<PixelBox> {
        let differs = |colour: &Colour| !colour.is_like(background);
        let top = self.rows().position(|row| row.iter().any(differs))?;
        let bottom = self.rows().rposition(|row| row.iter().any(differs))?;
        let (mut left, mut right) = (self.width as usize - 1, 0);
        for row in self.rows().take(bottom + 1).skip(top) {
            // Only what lies outside the box so far can widen it.
            left = row[..left].iter().position(differs).unwrap_or(left);
            right = row[right..].iter().rposition(differs).map_or(right, |at| right + at);
        }
        let (width, height) = (right - left + 1, bottom - top + 1);
        Some(PixelBox { x: left as u32, y: top as u32, width: width as u32, height: height as u32 })
    }

    /// Whether the image is one plain colour.
    pub fn is_plain(&self) -> bool {
        let background = self.background().colour;
        self.colours.iter().all(|colour| colour.is_like(background))
    }
}

/// Decodes the (first) image and reads on to the end of the file, so that a lost tail is noticed.
fn decode(bytes: &[u8]) -> Result<Vec<Colour>, DecodingError> {
    // Enough for rows and filters of the largest image that is decoded; profiles and texts are not read at all.
    let limits = Limits { bytes: MAX_DECODED_SIDE as usize * MAX_DECODED_SIDE as usize * 8 };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let length = reader.output_buffer_size().ok_or(DecodingError::LimitsExceeded)?;
    let mut samples = vec![0; length];
    let frame = reader.next_frame(&mut samples)?;
    reader.finish()?;
    samples.truncate(frame.buffer_size());
    Ok(colours(&samples, frame.color_type))
}

fn colours(samples: &[u8], kind: ColorType) -> Vec<Colour> {
    let colour = |sample: &[u8]| match *sample {
        [grey] => Colour::opaque(grey, grey, grey),
        [grey, alpha] => Colour { alpha, ..Colour::opaque(grey, grey, grey) },
        [red, green, blue] => Colour::opaque(red, green, blue),
        [red, green, blue, alpha, ..] => Colour { red, green, blue, alpha },
        [] => Colour::opaque(0, 0, 0),
    };
    samples.chunks_exact(kind.samples()).map(colour).collect()
}

#[cfg(test)]
mod tests;
