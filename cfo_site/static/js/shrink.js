// Photographs are made smaller here, before they are sent: the bill stays readable, the line of an old telephone is not
// filled for minutes, and where the picture was taken (EXIF) does not leave the device. Anything else goes as it is.

const LONGEST = 2000; // px
const QUALITY = 0.8;
const PICTURES = new Set(["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"]);

// Return the file itself, or a smaller JPEG of the same picture; also where this browser cannot read the picture.
export async function shrunk(file) {
  if (!PICTURES.has(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const drawing = canvas.getContext("2d");
    drawing.fillStyle = "#fff"; // under what is transparent
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!smaller || smaller.size >= file.size) return file;
    const name = `${file.name.replace(/\.[^.]*$/, "")}.jpg`;
    return new File([smaller], name, { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file;
  }
}

export function megabytes(size) {
  return size < 1e6 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
