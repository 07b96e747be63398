//! Draws icons for examples from a few words.

/// Lines of `key: value`: `size: 230 x 230`, `background: #33475b`, `logo: 60` (percent of the side, in white),
/// `transparent: 1` (a corner pixel is), `corners: #ffffff` (a twentieth of the side each), `animated: 1`,
/// `truncate: 100` (bytes kept), `padding: 100` (bytes behind the image), `header: 30000 x 30000` (a size that the
/// image does not have), `format: jpeg` (only the first bytes).
pub fn draw(description: &str) -> Vec<u8> {
    let value = |key: &str| {
        description
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.trim() == key)
            .map(|(_, value)| value.trim().to_owned())
    };
    let number = |text: &str| text.trim().parse::<u32>().expect("a number");
    let sides =
        |text: String| text.split_once('x').map(|(width, height)| (number(width), number(height))).expect("w x h");
    if value("format").as_deref() == Some("jpeg") {
        return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".to_vec();
    }
    let (width, height) = sides(value("size").unwrap_or_else(|| "230 x 230".to_owned()));
    let colour = |text: &str| {
        let channel = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("a colour");
        [channel(1), channel(3), channel(5), 255]
    };
    let background = colour(&value("background").unwrap_or_else(|| "#33475b".to_owned()));
    let corners = value("corners").map(|text| colour(&text));
    let logo = number(&value("logo").unwrap_or_else(|| "60".to_owned()));
    let inside = |at: u32, side: u32| {
        let margin = side * (100 - logo) / 200;
        at >= margin && at < side - margin
    };
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let is_logo = logo > 0 && inside(x, width) && inside(y, height);
            let is_corner = |at: u32, side: u32| at < side / 20 || at >= side - side / 20;
            let corner = corners.filter(|_| is_corner(x, width) && is_corner(y, height));
            pixels.extend(if is_logo { [255; 4] } else { corner.unwrap_or(background) });
        }
    }
    if value("transparent").is_some() {
        pixels[3] = 0;
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    if value("animated").is_some() {
        encoder.set_animated(1, 0).expect("one frame is enough");
    }
    let mut writer = encoder.write_header().expect("memory can be written");
    writer.write_image_data(&pixels).expect("the pixels fit the size");
    writer.finish().expect("memory can be written");
    if let Some(kept) = value("truncate") {
        bytes.truncate(number(&kept) as usize);
    }
    if let Some(padding) = value("padding") {
        bytes.resize(bytes.len() + number(&padding) as usize, 0);
    }
    if let Some((width, height)) = value("header").map(sides) {
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
    }
    bytes
}
