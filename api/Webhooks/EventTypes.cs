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

    /// <summary>The event types that an endpoint may ask for.</summary>
    public static readonly IReadOnlyList<string> Known = [All, .. Records.Select(one => one.Type)];

    /// <summary>The stored form: a space before and after every type, so that <see cref="Pattern"/> never matches part of another type.</summary>
    public static string Join(IEnumerable<string> types) => $" {string.Join(' ', types)} ";

    /// <summary>The types of the stored form.</summary>
    public static IReadOnlyList<string> Split(string stored) => stored.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The LIKE pattern of the stored forms that hold a type.</summary>
    public static string Pattern(string type) => $"% {type} %";
}
