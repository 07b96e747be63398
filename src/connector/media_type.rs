//! MIME types as `consumes` and `produces` list them, and those that the platform knows.

/// What the hosted validator prints as supported.
pub const SUPPORTED: [&str; 4] =
    ["application/json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded"];

pub const JSON: &str = "application/json";
pub const MULTIPART_FORM: &str = "multipart/form-data";
pub const URL_ENCODED_FORM: &str = "application/x-www-form-urlencoded";
pub const PLAIN_TEXT: &str = "text/plain";

/// The type and subtype in lower case, without parameters such as `charset`.
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether it is one of [`SUPPORTED`], whatever its parameters.
pub fn is_supported(media_type: &str) -> bool {
    SUPPORTED.contains(&essence(media_type).as_str())
}

/// Whether it is JSON under another name, such as `text/json` or `application/problem+json`.
pub fn is_json_like(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether form fields can be sent as it.
pub fn is_form(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), MULTIPART_FORM | URL_ENCODED_FORM)
}

/// Whether it is written `type/subtype` with optional parameters (RFC 6838); `*` is taken as a name, as in ranges.
pub fn is_well_formed(media_type: &str) -> bool {
    let mut parts = media_type.split(';');
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+*".contains(&byte))
    };
    let main = parts.next().unwrap_or_default().trim();
    main.split_once('/').is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
        && parts.all(|parameter| {
            let parameter = parameter.trim();
            // A final `;` is common and harmless.
            parameter.is_empty()
                || parameter
                    .split_once('=')
                    .is_some_and(|(name, value)| is_name(name.trim()) && !value.trim().is_empty())
        })
}
