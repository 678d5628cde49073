using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>The types of webhook events, and how an endpoint's choice is stored.</summary>
internal static class EventTypes
{
    /// <summary>An endpoint that asks for everything, also for types that do not exist yet.</summary>
    public const string All = "*";

    /// <summary>How the data of an event is written.</summary>
    public static readonly JsonSerializerOptions Json = StoredJson.Without<NotInWebhookAttribute>();

    /// <summary>Every event that is sent to webhooks.</summary>
    public static readonly IReadOnlyList<EventRecord> Records = EventRecord.Of(typeof(IWebhookEvent));

    /// <summary>Every event type, and the word for all of them.</summary>
    public static readonly IReadOnlyList<string> Known = [All, .. Records.Select(one => one.Type)];

    /// <summary>What an endpoint may ask for: types, families of types and everything.</summary>
    public static readonly IReadOnlyList<string> Accepted =
    [
        .. Known.Concat(Records.Select(one => FamilyOf(one.Type))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The stored form: a space before and after every type, so that <see cref="Pattern"/> never matches part of another type.</summary>
    public static string Join(IEnumerable<string> types) => $" {string.Join(' ', types)} ";

    /// <summary>The types of the stored form.</summary>
    public static IReadOnlyList<string> Split(string stored) => stored.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The family of a type, also of types that do not exist yet: <c>payment.*</c> for <c>payment.recorded</c>.</summary>
    public static string FamilyOf(string type) => $"{type.Split('.')[0]}.{All}";

    /// <summary>The LIKE pattern of the stored forms that hold a type.</summary>
    public static string Pattern(string type) => $"% {type} %";
}
