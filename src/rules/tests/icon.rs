//! Draws icons for examples from a few words.

/// Lines of `key: value`: `size: 230 x 230`, `background: #33475b`, `logo: 60` (percent of the side, in white),
/// `transparent: 1` (a corner pixel is), `truncate: 100` (bytes kept).
pub fn draw(description: &str) -> Vec<u8> {
    let value = |key: &str| {
        description
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.trim() == key)
            .map(|(_, value)| value.trim().to_owned())
    };
    let number = |text: &str| text.trim().parse::<u32>().expect("a number");
    let size = value("size").unwrap_or_else(|| "230 x 230".to_owned());
    let (width, height) =
        size.split_once('x').map(|(width, height)| (number(width), number(height))).expect("width x height");
    let colour = value("background").unwrap_or_else(|| "#33475b".to_owned());
    let channel = |at: usize| u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour");
    let background = [channel(1), channel(3), channel(5), 255];
    let logo = number(&value("logo").unwrap_or_else(|| "60".to_owned()));
    let inside = |at: u32, side: u32| {
        let margin = side * (100 - logo) / 200;
        at >= margin && at < side - margin
    };
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let is_logo = logo > 0 && inside(x, width) && inside(y, height);
            pixels.extend(if is_logo { [255; 4] } else { background });
        }
    }
    if value("transparent").is_some() {
        pixels[3] = 0;
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("memory can be written");
    writer.write_image_data(&pixels).expect("the pixels fit the size");
    writer.finish().expect("memory can be written");
    if let Some(kept) = value("truncate") {
        bytes.truncate(number(&kept) as usize);
    }
    bytes
}
