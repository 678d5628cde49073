using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Http;

/// <summary>A resource with an entity tag.</summary>
internal interface IVersioned
{
    /// <summary>The entity tag with its quotes: equal tags mean equal bodies, byte for byte.</summary>
    string Etag { get; }
}

/// <summary>Entity tags, made from the version that every change of a row increases.</summary>
internal static class ETag
{
    /// <summary>The tag of a resource that depends only on its own row.</summary>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The tag of a resource that also depends on the day, for example because a debt becomes overdue.</summary>
    public static string Of(int version, LocalDate day) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{version}-{LocalDatePattern.Iso.Format(day)}\"");

    /// <summary>The version in a tag, without the day.</summary>
    public static ReadOnlySpan<char> VersionOf(ReadOnlySpan<char> tag)
    {
        var inner = tag.Trim('"');
        return inner.IndexOf('-') is > 0 and var end ? inner[..end] : inner;
    }

    /// <summary>The versioned resource in a handler's result, if any.</summary>
    public static IVersioned? Find(object? answer) =>
        answer switch
        {
            IVersioned versioned => versioned,
            INestedHttpResult nested => Find(nested.Result),
            IValueHttpResult { Value: IVersioned versioned } => versioned,
            _ => null,
        };
}
