namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>What can be told, and how an endpoint's choice is stored.</summary>
internal static class EventTypes
{
    public const string DocumentIssued = "payment-document.issued";
    public const string DocumentCancelled = "payment-document.cancelled";
    public const string BulkLoadCompleted = "bulk-load.completed";
    public const string PaymentRecorded = "payment.recorded";
    public const string PaymentDuplicateDetected = "payment.duplicate-detected";

    /// <summary>An endpoint that asks for everything, also for types that do not exist yet.</summary>
    public const string All = "*";

    /// <summary>What an endpoint may ask for.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [All, DocumentIssued, DocumentCancelled, BulkLoadCompleted, PaymentRecorded, PaymentDuplicateDetected];

    /// <summary>The stored form: a space before and after every type, so that <see cref="Pattern"/> never matches part of another type.</summary>
    public static string Join(IEnumerable<string> types) => $" {string.Join(' ', types)} ";

    /// <summary>The types of the stored form.</summary>
    public static IReadOnlyList<string> Split(string stored) => stored.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The LIKE pattern of the stored forms that hold a type.</summary>
    public static string Pattern(string type) => $"% {type} %";
}
