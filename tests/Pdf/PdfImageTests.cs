using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Tests.Pdf;

public class PdfImageTests
{
    private static readonly byte[] Jpeg =
    [
        0xFF,
        0xD8,
        0xFF,
        0xE0,
        0,
        4,
        0,
        0,
        0xFF,
        0xC0,
        0,
        17,
        8,
        0,
        2,
        0,
        3,
        3,
        1,
        0x11,
        0,
        2,
        0x11,
        0,
        3,
        0x11,
        0,
        0xFF,
        0xD9,
    ];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(6, 8)]
    [InlineData(6, 16)]
    public void Every_kind_of_PNG_is_read(int colorType, int depth)
    {
        var image = PdfImage.Read(Png(5, 4, depth, colorType));

        Assert.Equal((5, 4), (image.Width, image.Height));
        Assert.Equal(colorType is 4 or 6, image.Mask is not null);
    }

    [Fact]
    public void A_JPEG_is_taken_as_it_is()
    {
        var image = PdfImage.Read(Jpeg);

        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal(Jpeg, image.Data);
    }

    [PdfToolsFact]
    public void A_picture_shown_twice_is_in_the_file_once()
    {
        var image = PdfImage.Read(Png(5, 4, 8, 6));
        var box = new Box(Length.Mm(10), Length.Mm(10), Length.Mm(30), Length.Mm(24));
        var pdf = PdfSamples.Write(document =>
        {
            for (var i = 0; i < 2; i++)
            {
                using var page = document.AddPage(PageSize.A4);
                using (page.Figure("Stemma", box))
                {
                    page.Image(image, box);
                }
            }
        });

        PdfObjects.Of(pdf).AssertAccessible();
        // The picture and its mask.
        Assert.Equal(2, Encoding.Latin1.GetString(pdf).Split("/Subtype/Image").Length - 1);
    }

    [Fact]
    public void A_picture_larger_than_its_bytes_could_be_worth_is_refused_before_it_is_unpacked() =>
        Assert.Throws<InvalidImage>(() => PdfImage.Read(Png(5, 4, 8, 6, announcedWidth: 19_000, announcedHeight: 19_000)));

    [Fact]
    public void Damaged_bytes_are_refused_in_one_way_only() =>
        Gen.Select(
                Gen.OneOf(Png(5, 4, 8, 6), Png(5, 4, 4, 3), Jpeg),
                Gen.Select(Gen.Int[0, 200], Gen.Byte).List[1, 5],
                Gen.Int[0, 200],
                Gen.Bool
            )
            .Sample(
                (good, changes, length, repair) =>
                {
                    var bad = good.AsSpan(0, Math.Min(good.Length, length + 8)).ToArray();
                    foreach (var (at, value) in changes)
                    {
                        bad[at % bad.Length] = value;
                    }

                    PdfImage.TryRead(repair ? Repaired(bad) : bad, out _);
                },
                iter: 20_000
            );

    private static byte[] Png(int width, int height, int depth, int colorType, int? announcedWidth = null, int? announcedHeight = null)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, announcedWidth ?? width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), announcedHeight ?? height);
        (header[8], header[9]) = ((byte)depth, (byte)colorType);
        var parsed = PngHeader.Read(header);
        var rows = new byte[((((width * parsed.Channels * depth) + 7) / 8) + 1) * height];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (byte)(i % (rows.Length / height) == 0 ? i / (rows.Length / height) : i * 37 % 16);
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return
        [
            .. PngReader.Signature,
            .. Chunk("IHDR", header),
            .. Chunk("PLTE", new byte[48]),
            .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), PngReader.Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    /// <summary>The same bytes with right check values, so that the damage gets further in.</summary>
    private static byte[] Repaired(byte[] file)
    {
        var at = 8;
        while (at + 12 <= file.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
            {
                break;
            }

            var crc = PngReader.Crc(file.AsSpan(at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), crc);
            at += 12 + (int)length;
        }

        return file;
    }
}
