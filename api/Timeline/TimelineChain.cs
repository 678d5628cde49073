using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Timeline;

/// <summary>One event of a document's life, chained to the one before it.</summary>
internal sealed record TimelineRow
{
    public Id DocumentId { get; init; }

    /// <summary>1 for the first event; gapless.</summary>
    public int Ordinal { get; init; }
    public string Type { get; init; } = "";

    /// <summary>Who did it: a key's id, a channel, or the system; never a person's name.</summary>
    public string Actor { get; init; } = "";
    public Instant OccurredAt { get; init; }

    /// <summary>A JSON object, without personal data.</summary>
    public string Data { get; init; } = "";
    public byte[] Hash { get; init; } = [];
}

/// <summary>
/// The hash chain of a timeline: SHA-256 over the previous hash (32 zero bytes before the first event) followed by the UTF-8 JSON array
/// <c>[documentId, ordinal, type, actor, occurredAt, data]</c>, data being the stored text. An event that is altered, removed or
/// reordered breaks every hash after it.
/// </summary>
internal static class TimelineChain
{
    /// <summary>The hash before the first event.</summary>
    public static readonly byte[] Origin = new byte[SHA256.HashSizeInBytes];

    // A load hashes thousands a second: each in a buffer of its own was a fifth of all the memory that it took.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the next event of a chain.</summary>
    public static TimelineRow Next<T>(Id documentId, int ordinal, T what, string actor, Instant at, byte[] previousHash)
        where T : ITimelineEvent
    {
        var type = TimelineTypes.Of(T.Type);
        var text = JsonSerializer.Serialize(what, TimelineTypes.Json);
        return new TimelineRow
        {
            DocumentId = documentId,
            Ordinal = ordinal,
            Type = type,
            Actor = actor,
            OccurredAt = at,
            Data = text,
            Hash = HashOf(documentId, ordinal, type, actor, at, text, previousHash),
        };
    }

    /// <summary>True when the events are gapless from 1, every hash follows from the one before, and the last one is the expected head.</summary>
    public static bool Verifies(IReadOnlyList<TimelineRow> events, byte[] expectedHead)
    {
        var previous = Origin;
        for (var index = 0; index < events.Count; index++)
        {
            var entry = events[index];
            var expected = HashOf(entry.DocumentId, index + 1, entry.Type, entry.Actor, entry.OccurredAt, entry.Data, previous);
            if (entry.Ordinal != index + 1 || !expected.AsSpan().SequenceEqual(entry.Hash))
            {
                return false;
            }

            previous = entry.Hash;
        }

        return previous.AsSpan().SequenceEqual(expectedHead);
    }

    private static byte[] HashOf(Id documentId, int ordinal, string type, string actor, Instant at, string data, byte[] previousHash)
    {
        var buffer = scratch ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        buffer.Write(previousHash);
        using (var json = new Utf8JsonWriter(buffer, Canonical))
        {
            json.WriteStartArray();
            json.WriteStringValue(documentId.Value);
            json.WriteNumberValue(ordinal);
            json.WriteStringValue(type);
            json.WriteStringValue(actor);
            json.WriteStringValue(InstantPattern.ExtendedIso.Format(at));
            json.WriteStringValue(data);
            json.WriteEndArray();
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }
}

/// <summary>The stored events of all timelines. Rows are only added; those of documents that were never published are deleted with them.</summary>
internal static class TimelineEvents
{
    public static readonly BulkTable<TimelineRow> Table = new BulkTable<TimelineRow>("TimelineEvents")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Code("Type", row => row.Type)
        .Code("Actor", row => row.Actor)
        .Moment("OccurredAt", row => row.OccurredAt)
        .Text("Data", row => row.Data)
        .Bytes("Hash", row => row.Hash);

    /// <summary>Deletes the events of documents, given as a JSON array of ids in <c>@ids</c>.</summary>
    public static string DeleteOf(Dialect dialect) => $"DELETE FROM TimelineEvents WHERE DocumentId IN ({dialect.TextsOf("@ids")})";
}
