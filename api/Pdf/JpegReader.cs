using static System.Buffers.Binary.BinaryPrimitives;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>Reads the size and colours of a JPEG file. The PDF contains the file's bytes unchanged (DCTDecode, ISO 32000-1, 7.4.8).</summary>
internal static class JpegReader
{
    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    public static PdfImage Read(ReadOnlySpan<byte> file)
    {
        var at = 2;
        while (at + 4 <= file.Length)
        {
            if (file[at] != 0xFF)
            {
                break;
            }

            var marker = file[at + 1];
            if (marker is 0xFF)
            {
                at++;
                continue;
            }

            var length = ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length || marker is < 0xC0 or 0xDA)
            {
                break;
            }

            if (marker is 0xC0 or 0xC1 or 0xC2)
            {
                return Image(file, file.Slice(at + 4, length - 2));
            }

            at += 2 + length;
        }

        throw new InvalidImage("The JPEG has no readable frame.");
    }

    /// <summary>The frame header (ITU-T T.81, B.2.2).</summary>
    private static PdfImage Image(ReadOnlySpan<byte> file, ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 6 || frame[0] != 8 || frame[5] is not (1 or 3) || frame.Length != 6 + (3 * frame[5]))
        {
            throw new InvalidImage("The JPEG is not of 8 bits in grey or three colours.");
        }

        var height = ReadUInt16BigEndian(frame[1..]);
        var width = ReadUInt16BigEndian(frame[3..]);
        if (width == 0 || height == 0 || !file.EndsWith<byte>([0xFF, 0xD9]))
        {
            throw new InvalidImage("The JPEG is cut short.");
        }

        var colors = frame[5] == 1 ? "/DeviceGray" : "/DeviceRGB";
        return new PdfImage(width, height, $"/ColorSpace{colors}/BitsPerComponent 8/Filter/DCTDecode", file.ToArray());
    }
}
