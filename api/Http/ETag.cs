using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Http;

/// <summary>A single resource of which a client can tell whether it changed.</summary>
internal interface IVersioned
{
    /// <summary>The entity tag, with its quotes: equal tags mean equal answers, byte for byte.</summary>
    string Etag { get; }
}

/// <summary>Entity tags: made from the version that every change of a row increases.</summary>
internal static class ETag
{
    /// <summary>The tag of a resource that depends on its own row only.</summary>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The tag of a resource that also says what is true on a certain day, such as whether a debt is overdue.</summary>
    public static string Of(int version, LocalDate day) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{version}-{LocalDatePattern.Iso.Format(day)}\"");

    /// <summary>The version that a tag stands for, whatever the day on which it was given.</summary>
    public static ReadOnlySpan<char> VersionOf(ReadOnlySpan<char> tag)
    {
        var inner = tag.Trim('"');
        return inner.IndexOf('-') is > 0 and var end ? inner[..end] : inner;
    }

    /// <summary>What a handler gives, whether wrapped into a result or not, when it has a version.</summary>
    public static IVersioned? Find(object? answer) =>
        answer switch
        {
            IVersioned versioned => versioned,
            INestedHttpResult nested => Find(nested.Result),
            IValueHttpResult { Value: IVersioned versioned } => versioned,
            _ => null,
        };
}
