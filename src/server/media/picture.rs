//! Pictures made anew: what was uploaded is decoded within limits and encoded again, so that nothing hidden in it, no
//! place and no script, comes along.

use crate::app::error::Code;
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType,
    metadata::Orientation,
};
use std::io::Cursor;

/// Largest upload, in bytes.
pub const PICTURE_MAX: usize = 10 * 1024 * 1024;
/// Largest side of an upload, in pixels, and memory that decoding may take, in bytes: a bomb is small on the wire.
const SIDE_MAX: u32 = 12_000;
const MEMORY_MAX: u64 = 256 * 1024 * 1024;
const FORMATS: [ImageFormat; 4] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
/// Side of a profile picture, in pixels.
const SIDE: u32 = 512;
const QUALITY: u8 = 85;

/// Longest side of a picture that is kept whole, and of its small form, in pixels.
const LARGE: u32 = 2048;
const SMALL: u32 = 640;

/// The middle of a picture as a square JPEG, upright.
pub fn square(upload: &[u8]) -> Result<Vec<u8>, Code> {
    let picture = decoded(upload)?;
    // Cut first: a narrow strip made larger as a whole would take more memory than anybody has.
    let side = picture.width().min(picture.height());
    let (left, top) = ((picture.width() - side) / 2, (picture.height() - side) / 2);
    flat_jpeg(&picture.crop_imm(left, top, side, side).resize_exact(SIDE, SIDE, FilterType::Triangle))
}

/// A whole picture as a JPEG, upright and not too large, and a small form of it.
pub fn whole(upload: &[u8]) -> Result<(Vec<u8>, Vec<u8>), Code> {
    let picture = within(decoded(upload)?, LARGE);
    let large = flat_jpeg(&picture)?;
    Ok((large, flat_jpeg(&within(picture, SMALL))?))
}

fn within(picture: DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side {
        picture
    } else {
        picture.resize(side, side, FilterType::Triangle)
    }
}

fn decoded(upload: &[u8]) -> Result<DynamicImage, Code> {
    let unreadable = |_| Code::PictureInvalid;
    // By what it is, not by what it says it is.
    let format = image::guess_format(upload).map_err(unreadable)?;
    if !FORMATS.contains(&format) {
        return Err(Code::PictureInvalid);
    }
    let mut reader = ImageReader::with_format(Cursor::new(upload), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    if decoder.total_bytes() > MEMORY_MAX {
        return Err(Code::PictureInvalid);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// What is clear becomes white.
fn flat_jpeg(picture: &DynamicImage) -> Result<Vec<u8>, Code> {
    let picture = picture.to_rgba8();
    let flat = image::RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let over = |colour: u8| {
            let mixed = (u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    });
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    flat.write_with_encoder(encoder).map_err(|_| Code::PictureInvalid)?;
    Ok(jpeg)
}
