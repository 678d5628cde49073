using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Tests.Pdf;

namespace Lecce.Riscossione.Tests.Notices;

/// <summary>
/// Pins the drawing of one notice. The digest covers the inflated streams, so it changes with the drawing, tags, fonts or metadata, but not
/// with the version of zlib.
/// </summary>
public sealed partial class NoticeDigestTests
{
    private const string Pinned = "c5404789ea2fd456b3b10d8d7c7537f14ec3b813ba0a454723bb021c2903d43b";

    private static readonly SampleNotice Notice = new()
    {
        Postal = true,
        Installments = 3,
        Language = "de",
        Logo = Pictures.Png(50, 50, 8, 6),
    };

    [Fact]
    public void The_drawing_of_a_notice_is_unchanged()
    {
        using var file = new MemoryStream();
        NoticeRenderer.Write(file, Notice.Content);

        var digest = Convert.ToHexStringLower(SHA256.HashData(Inflated(file.ToArray())));

        Assert.True(digest == Pinned, $"The drawing of a notice changed. If it should, look at it, and pin {digest}.");
    }

    [Fact]
    public void The_digest_does_not_depend_on_how_streams_are_deflated_but_on_what_they_say()
    {
        var fastest = Stream("q Q\n", CompressionLevel.Fastest);
        var smallest = Stream("q Q\n", CompressionLevel.NoCompression);

        Assert.NotEqual(fastest, smallest);
        Assert.Equal(Inflated(fastest), Inflated(smallest));
        Assert.NotEqual(Inflated(fastest), Inflated(Stream("q q\n", CompressionLevel.Fastest)));
    }

    /// <summary>
    /// Dictionaries without lengths and inflated streams, without the cross-references, which depend on deflated lengths.
    /// </summary>
    private static byte[] Inflated(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        using var all = new MemoryStream();
        foreach (Match stream in Streams().Matches(text))
        {
            var entries = stream.Groups["entries"].Value;
            if (entries.Contains("/Type/XRef", StringComparison.Ordinal))
            {
                continue;
            }

            all.Write(Encoding.Latin1.GetBytes(entries));
            var length = int.Parse(stream.Groups["length"].Value, CultureInfo.InvariantCulture);
            var data = new MemoryStream(pdf, stream.Index + stream.Length, length);
            using var content = entries.Contains("/FlateDecode", StringComparison.Ordinal) ? Inflate(data) : data;
            content.CopyTo(all);
        }

        return all.ToArray();
    }

    private static Stream Inflate(Stream data) => new ZLibStream(data, CompressionMode.Decompress);

    private static byte[] Stream(string content, CompressionLevel level)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, level, leaveOpen: true))
        {
            zlib.Write(Encoding.ASCII.GetBytes(content));
        }

        return [.. Encoding.ASCII.GetBytes($"1 0 obj\n<</Filter/FlateDecode/Length {data.Length} >>\nstream\n"), .. data.ToArray()];
    }

    [GeneratedRegex(
        @"\d+ 0 obj\n<<(?<entries>.*?)/Length (?<length>\d+) >>\nstream\n",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Streams();
}
