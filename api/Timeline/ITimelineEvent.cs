using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Timeline;

/// <summary>An event that a document's timeline can hold. The hash chain covers its text: a member that was once written keeps name and place.</summary>
internal interface ITimelineEvent : IEvent;

/// <summary>A member that the timeline leaves out.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotInTimelineAttribute : Attribute;

/// <summary>The words of the timeline: <c>issued</c> for payment-document.issued, <c>payment-recorded</c> for payment.recorded.</summary>
internal static class TimelineTypes
{
    private const string OfDocuments = "payment-document.";

    /// <summary>How the data of an event is written.</summary>
    public static readonly JsonSerializerOptions Json = StoredJson.Without<NotInTimelineAttribute>();

    /// <summary>Every event that a timeline can hold.</summary>
    public static readonly IReadOnlyList<EventRecord> Records = EventRecord.Of(typeof(ITimelineEvent));

    /// <summary>Their words.</summary>
    public static readonly IReadOnlyList<string> All = [.. Records.Select(one => Of(one.Type))];

    /// <summary>The word of a type of event.</summary>
    public static string Of(string type) =>
        type.StartsWith(OfDocuments, StringComparison.Ordinal) ? type[OfDocuments.Length..] : type.Replace('.', '-');
}
