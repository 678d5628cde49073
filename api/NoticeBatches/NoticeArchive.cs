using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Notices as files of their own in one ZIP, written from front to back. A file whose bytes are those that the timeline vouches for bears the
/// document's id; one that the program draws differently by now lies apart, and a list behind such files gives both digests.
/// </summary>
internal sealed class NoticeArchive(Stream body)
{
    /// <summary>How many notices a list names; those beyond it are in a next one, so that no list is long in memory.</summary>
    public const int MostInList = 10_000;

    private const string Redrawn = "ridisegnati";

    private readonly ZipWriter archive = new(body);
    private readonly MemoryStream list = new();
    private int listed;
    private int lists;

    /// <summary>Adds one notice.</summary>
    /// <param name="document">Whose notice it is.</param>
    /// <param name="recorded">The digest in the timeline.</param>
    /// <param name="file">The notice as it is drawn now.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task Add(Id document, byte[] recorded, ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        var digest = SHA256.HashData(file.Span);
        if (digest.AsSpan().SequenceEqual(recorded))
        {
            await archive.Add($"{document}.pdf", file, cancellation);
            return;
        }

        await archive.Add($"{Redrawn}/{document}.pdf", file, cancellation);
        if (listed++ == 0)
        {
            ListLine("documentId;recordedSha256;sha256");
        }

        ListLine($"\"{document}\";\"{Convert.ToHexStringLower(recorded)}\";\"{Convert.ToHexStringLower(digest)}\"");
        if (listed == MostInList)
        {
            await WriteList(cancellation);
        }
    }

    /// <summary>Writes the list of what was drawn anew, if anything was, and the ZIP's directory.</summary>
    public async Task Finish(CancellationToken cancellation)
    {
        if (listed > 0)
        {
            await WriteList(cancellation);
        }

        await archive.Finish(cancellation);
    }

    private void ListLine(string line) => list.Write(Encoding.ASCII.GetBytes($"{line}\r\n"));

    private async Task WriteList(CancellationToken cancellation)
    {
        lists++;
        var name = lists == 1 ? $"{Redrawn}.csv" : $"{Redrawn}-{lists}.csv";
        await archive.Add(name, list.GetBuffer().AsMemory(0, (int)list.Length), cancellation);
        list.SetLength(0);
        listed = 0;
    }
}
