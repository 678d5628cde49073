using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Tests.Pdf;

public class PdfImageTests
{
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
        var image = PdfImage.Read(Pictures.Png(5, 4, depth, colorType));

        Assert.Equal((5, 4), (image.Width, image.Height));
        Assert.Equal(colorType is 4 or 6, image.Mask is not null);
    }

    [Fact]
    public void A_JPEG_is_embedded_unchanged()
    {
        var image = PdfImage.Read(Pictures.Jpeg);

        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal(Pictures.Jpeg, image.Data);
    }

    /// <summary>Most organizations have no logo, so a missing one must not throw for every file.</summary>
    [Fact]
    public void A_missing_picture_throws_no_exception()
    {
        var (thread, thrown) = (Environment.CurrentManagedThreadId, 0);
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            Assert.False(PdfImage.TryRead([], out var image));
            Assert.Null(image);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.Equal(0, thrown);

        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs raised) =>
            thrown += Environment.CurrentManagedThreadId == thread ? 1 : 0;
    }

    [PdfToolsFact]
    public void A_picture_shown_twice_is_in_the_file_once()
    {
        var image = PdfImage.Read(Pictures.Png(5, 4, 8, 6));
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
    public void A_picture_with_too_many_declared_pixels_is_refused_before_inflating() =>
        Assert.Throws<InvalidImage>(() => PdfImage.Read(Pictures.Png(5, 4, 8, 6, announcedWidth: 19_000, announcedHeight: 19_000)));

    [Fact]
    public void Damaged_bytes_are_always_refused_with_InvalidImage() =>
        Gen.Select(
                Gen.OneOf(Pictures.Png(5, 4, 8, 6), Pictures.Png(5, 4, 4, 3), Pictures.Jpeg),
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

    /// <summary>The same bytes with correct check values, so that the damage is detected later.</summary>
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
