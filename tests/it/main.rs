mod bundle;
mod submit;
