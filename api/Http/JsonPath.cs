using System.Text;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Converts the paths of System.Text.Json errors, such as <c>$.items[0].name</c>.</summary>
internal static class JsonPath
{
    /// <summary>The JSON pointer (RFC 6901) of a path: <c>/items/0/name</c>; empty for the whole document.</summary>
    public static string ToPointer(string path)
    {
        var pointer = new StringBuilder(path.Length);
        var index = path.StartsWith('$') ? 1 : 0;
        while (index < path.Length)
        {
            var quoted = path.AsSpan(index).StartsWith("['", StringComparison.Ordinal);
            var start = index + (quoted ? 2 : 1);
            var end =
                quoted ? path.IndexOf("']", start, StringComparison.Ordinal)
                : path.AsSpan(start).IndexOfAny('.', '[', ']') is var length and >= 0 ? start + length
                : path.Length;
            end = end < 0 ? path.Length : end;
            pointer.Append('/').Append(Escape(path[start..end]));
            index = Math.Min(
                path.Length,
                end
                    + (
                        quoted ? 2
                        : path.AsSpan(end).StartsWith("]", StringComparison.Ordinal) ? 1
                        : 0
                    )
            );
        }

        return pointer.ToString();
    }

    /// <summary>The pointer to a member of the root.</summary>
    public static string PointerTo(string member) => $"/{Escape(member)}";

    private static string Escape(string step) =>
        step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
