using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>How the body of a delivery is written, by the version that its endpoint has kept since its registration.</summary>
internal static class PayloadVersions
{
    /// <summary>The header of a delivery that names the version.</summary>
    public const string Header = "webhook-payload-version";

    /// <summary>The version of endpoints that were registered before versions were stored.</summary>
    public const string First = "2026-11";

    /// <summary>The version of a new endpoint that names none.</summary>
    public const string Current = First;

    public const int MaxLength = 10;

    /// <summary>The body, from the type of the event, its moment and its stored data.</summary>
    private static readonly Dictionary<string, Func<string, Instant, string, ReadOnlyMemory<byte>>> Writers = new(StringComparer.Ordinal)
    {
        [First] = WebhookSender.Body,
    };

    public static IReadOnlyCollection<string> Known => Writers.Keys;

    /// <summary>How a body of the version is written; null when this program does not know the version.</summary>
    public static Func<string, Instant, string, ReadOnlyMemory<byte>>? WriterOf(string version) => Writers.GetValueOrDefault(version);
}
