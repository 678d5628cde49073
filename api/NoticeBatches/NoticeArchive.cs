using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Notices as files of their own in one ZIP, written from front to back. A file whose bytes are those that the timeline vouches for bears the
/// document's id; one that the program draws differently by now lies apart, and a list at the end gives both digests.
/// </summary>
internal sealed class NoticeArchive(Stream body) : IAsyncDisposable
{
    private const string Redrawn = "ridisegnati";

    // Any moment that is always the same: who asks twice gets the same bytes.
    private static readonly DateTimeOffset EntryTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DrainedStream output = new(body);
    private readonly StringBuilder differences = new();
    private ZipArchive? archive;

    private ZipArchive Archive => archive ??= new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds one notice, and passes it on.</summary>
    /// <param name="document">Whose notice it is.</param>
    /// <param name="recorded">The digest in the timeline.</param>
    /// <param name="file">The notice as it is drawn now.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task Add(Id document, byte[] recorded, ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        var digest = SHA256.HashData(file.Span);
        if (digest.AsSpan().SequenceEqual(recorded))
        {
            return Write($"{document}.pdf", file, cancellation);
        }

        differences.Append($"\"{document}\";\"{Convert.ToHexStringLower(recorded)}\";\"{Convert.ToHexStringLower(digest)}\"\r\n");
        return Write($"{Redrawn}/{document}.pdf", file, cancellation);
    }

    /// <summary>Writes the list of what was drawn anew, if anything was, and the ZIP's directory.</summary>
    public async Task Finish(CancellationToken cancellation)
    {
        if (differences.Length > 0)
        {
            var list = $"documentId;recordedSha256;sha256\r\n{differences}";
            await Write($"{Redrawn}.csv", Encoding.UTF8.GetBytes(list), cancellation);
        }

        await Archive.DisposeAsync();
        await output.Drain(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (archive is not null)
        {
            await archive.DisposeAsync();
        }

        await output.DisposeAsync();
    }

    private async Task Write(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var entry = Archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        await using (var target = await entry.OpenAsync(cancellation))
        {
            await target.WriteAsync(content, cancellation);
        }

        await output.Drain(cancellation);
    }
}
