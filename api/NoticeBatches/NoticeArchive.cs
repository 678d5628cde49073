using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// A ZIP of notices, one file each. A file with the digest that the timeline records has the document's id as its name; a file that the program
/// draws differently by now is in <c>ridisegnati/</c>, and <c>ridisegnati.csv</c> gives both digests.
/// </summary>
/// <param name="stream">It must be seekable within a file, so that the length of each file precedes its content.</param>
internal sealed class NoticeArchive(Stream stream) : IDisposable
{
    private const string Redrawn = "ridisegnati";

    // Always the same, so that the same notices give the same bytes.
    private static readonly DateTimeOffset Timestamp = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
    private readonly StringBuilder list = new();

    /// <summary>Adds one notice.</summary>
    /// <param name="document">The document of the notice.</param>
    /// <param name="recorded">The digest in the timeline.</param>
    /// <param name="file">The notice as it is drawn now.</param>
    public void Add(Id document, byte[] recorded, ReadOnlySpan<byte> file)
    {
        var digest = SHA256.HashData(file);
        if (digest.AsSpan().SequenceEqual(recorded))
        {
            Write($"{document}.pdf", file);
            return;
        }

        Write($"{Redrawn}/{document}.pdf", file);
        list.Append($"\"{document}\";\"{Convert.ToHexStringLower(recorded)}\";\"{Convert.ToHexStringLower(digest)}\"\r\n");
    }

    /// <summary>Adds the list of redrawn notices, if there are any. <see cref="Dispose"/> writes the directory of the ZIP.</summary>
    public void AddList()
    {
        if (list.Length > 0)
        {
            Write($"{Redrawn}.csv", Encoding.ASCII.GetBytes($"documentId;recordedSha256;sha256\r\n{list}"));
        }
    }

    public void Dispose() => archive.Dispose();

    private void Write(string name, ReadOnlySpan<byte> content)
    {
        // The streams of a PDF are compressed already: deflating a notice again saves 1 % of it.
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Timestamp;
        using var file = entry.Open();
        file.Write(content);
    }
}
