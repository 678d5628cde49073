using System.IO.Hashing;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Work;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Looks through the keys of a load of CSV before its first turn. It keeps eight bytes for each document, of at most
/// <see cref="MaxKeysAtOnce"/> documents: a larger load is read several times, each time for a part of its keys. Only keys that seem to come
/// twice are kept as text and compared.
/// </summary>
/// <param name="db">Where the rows are.</param>
/// <param name="lease">The load's lease, kept while reading.</param>
/// <param name="load">Whose rows.</param>
internal sealed class FindScatteredKeys(Db db, Lease lease, BulkLoadRow load)
{
    /// <summary>More documents than this are not refused one by one: the file is not in order.</summary>
    public const int MaxScattered = 10_000;
    private const long MaxKeysAtOnce = 2_000_000;
    private const int LinesBetweenRenewals = 50_000;

    private const int MaxKeyLength = 100;

    private readonly Dictionary<string, ScatteredKeyRow> found = new(StringComparer.Ordinal);
    private bool hasUnknown;

    /// <summary>Finds them; null when there are more than <see cref="MaxScattered"/>.</summary>
    public async Task<IReadOnlyCollection<ScatteredKeyRow>?> Run(CancellationToken cancellation)
    {
        var header = CsvHeader.Find((await LoadChunks.Beginning(db, load.Id, cancellation)).Span);
        var parts = (ulong)((load.ReceivedRows / MaxKeysAtOnce) + 1);
        for (var part = 0UL; part < parts; part++)
        {
            var suspects = await Suspects(header, part, parts, cancellation);
            if (suspects.Count > MaxScattered || !await Confirm(header, suspects, isFirst: part == 0, cancellation))
            {
                return null;
            }
        }

        return found.Values;
    }

    /// <summary>The hashes that come in more than one group of rows.</summary>
    private async Task<HashSet<ulong>> Suspects(CsvHeader header, ulong part, ulong parts, CancellationToken cancellation)
    {
        var hashes = new List<ulong>((int)(load.ReceivedRows / (long)parts));
        var last = new LastKey();
        await foreach (var line in Lines(header, cancellation))
        {
            if (CsvKey.TryRead(line.Content.Span, header, out var key) && !key.IsEmpty)
            {
                if (last.Takes(key) && XxHash3.HashToUInt64(key) is var hash && hash % parts == part)
                {
                    hashes.Add(hash);
                }
            }
            else
            {
                last.Clear();
                hasUnknown = true;
            }
        }

        hashes.Sort();
        var suspects = new HashSet<ulong>();
        for (var index = 1; index < hashes.Count; index++)
        {
            if (hashes[index] == hashes[index - 1])
            {
                suspects.Add(hashes[index]);
            }
        }

        return suspects;
    }

    /// <summary>Compares the keys themselves, and finds those beside a row without a readable key; false when there are too many.</summary>
    private async Task<bool> Confirm(CsvHeader header, HashSet<ulong> suspects, bool isFirst, CancellationToken cancellation)
    {
        if (suspects.Count == 0 && !(isFirst && hasUnknown))
        {
            return true;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var last = new LastKey();
        long? unknown = null;
        await foreach (var line in Lines(header, cancellation))
        {
            if (!CsvKey.TryRead(line.Content.Span, header, out var key))
            {
                Note(last.Text, line.Number, ScatteredKeyRow.BesideUnknown);
                last.Clear();
                unknown = line.Number;
            }
            else if (key.IsEmpty)
            {
                Note(last.Text, line.Number, ScatteredKeyRow.BesideUnknown);
                last.Clear();
                unknown = null;
            }
            else if (last.Takes(key))
            {
                if (unknown is { } beside)
                {
                    Note(last.Text, beside, ScatteredKeyRow.BesideUnknown);
                }

                if (suspects.Contains(XxHash3.HashToUInt64(key)) && !seen.Add(last.Text!))
                {
                    Note(last.Text, line.Number, ScatteredKeyRow.Apart);
                }

                unknown = null;
            }

            if (found.Count > MaxScattered)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Keeps a key, unless it is none that a document may have: its rows are refused anyway.</summary>
    private void Note(string? key, long line, string reason)
    {
        if (key is { Length: <= MaxKeyLength } && Ascii.IsValid(key))
        {
            found.TryAdd(
                key,
                new ScatteredKeyRow
                {
                    LoadId = load.Id,
                    ExternalId = key,
                    Line = line,
                    Reason = reason,
                }
            );
        }
    }

    private async IAsyncEnumerable<FileLine> Lines(
        CsvHeader header,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var count = 0;
        await foreach (var line in LoadChunks.Lines(db, load.Id, header.Line + 1, CsvStart.Blank(header.Delimiter), cancellation))
        {
            if (++count % LinesBetweenRenewals == 0)
            {
                await lease.Keep(cancellation);
            }

            yield return line;
        }
    }

    /// <summary>The key of the row before.</summary>
    private sealed class LastKey
    {
        private byte[] bytes = new byte[128];
        private int length;

        /// <summary>The key; null when the row before had none.</summary>
        public string? Text => length == 0 ? null : Encoding.UTF8.GetString(bytes.AsSpan(0, length));

        /// <summary>Takes the key of the next row; false when it is the same.</summary>
        public bool Takes(ReadOnlySpan<byte> key)
        {
            if (key.SequenceEqual(bytes.AsSpan(0, length)))
            {
                return false;
            }

            if (key.Length > bytes.Length)
            {
                bytes = new byte[key.Length * 2];
            }

            key.CopyTo(bytes);
            length = key.Length;
            return true;
        }

        public void Clear() => length = 0;
    }
}
