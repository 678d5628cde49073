using System.Globalization;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>
/// An address to which a payment page sends the payer's browser back, or the prefix of such addresses. Text that parsers read in different ways
/// (dot segments, user info, backslashes, encoded separators) is no address.
/// </summary>
internal sealed record ReturnUrl
{
    public const int MaxLength = 2_048;
    private static readonly System.Buffers.SearchValues<char> Ambiguous = System.Buffers.SearchValues.Create("\\#\"<>^`{|}");
    private static readonly string[] EncodedSeparators = ["%2e", "%2f", "%5c"];

    private ReturnUrl(string origin, string path, string query, bool isPlainHttp) =>
        (Origin, Path, Query, IsPlainHttp) = (origin, path, query, isPlainHttp);

    /// <summary>True for http, which only an address of this machine may have.</summary>
    public bool IsPlainHttp { get; }

    /// <summary>Scheme, host and port, in lower case and without a default port.</summary>
    private string Origin { get; }
    private string Path { get; }
    private string Query { get; }

    /// <summary>Parses an absolute https address, or an http address of this machine. The text is ASCII: a host in another script is in punycode.</summary>
    public static bool TryParse(string? text, out ReturnUrl url)
    {
        url = null!;
        if (
            text is not { Length: > 0 and <= MaxLength }
            || text.AsSpan().ContainsAnyExceptInRange('!', '~')
            || text.AsSpan().ContainsAny(Ambiguous)
            || !HasWholeEscapes(text)
            || !Uri.TryCreate(text, UriKind.Absolute, out var parsed)
            || !IsScheme(parsed, text, out var rest)
        )
        {
            return false;
        }

        var end = rest.AsSpan().IndexOfAny('/', '?');
        var authority = end < 0 ? rest : rest[..end];
        var place = end < 0 ? "" : rest[end..];
        var question = place.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? place : place[..question];
        if (!IsHost(parsed, authority) || !IsPath(path))
        {
            return false;
        }

        var port = parsed.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{parsed.Port}");
        url = new ReturnUrl(
            $"{parsed.Scheme}://{parsed.Host}{port}",
            path.Length == 0 ? "/" : path,
            question < 0 ? "" : place[question..],
            parsed.Scheme == Uri.UriSchemeHttp
        );
        return true;
    }

    /// <summary>Parses a prefix, which has no query. Its host may be in any script.</summary>
    public static bool TryParsePrefix(string? text, out ReturnUrl prefix) =>
        TryParse(InAscii(text), out prefix) && prefix.Query.Length == 0;

    /// <summary>True when this address is the prefix, or continues it after a slash.</summary>
    public bool StartsWith(ReturnUrl prefix)
    {
        var path = prefix.Path.TrimEnd('/');
        return Origin == prefix.Origin
            && Path.StartsWith(path, StringComparison.Ordinal)
            && (Path.Length == path.Length || Path[path.Length] == '/');
    }

    /// <summary>The normalized text.</summary>
    public override string ToString() => $"{Origin}{Path}{Query}";

    /// <summary>The scheme must be written with its slashes: <see cref="Uri"/> also reads addresses without them.</summary>
    private static bool IsScheme(Uri parsed, string text, out string rest)
    {
        var start = $"{parsed.Scheme}://";
        rest = text.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? text[start.Length..] : "";
        return rest.Length > 0 && (parsed.Scheme == Uri.UriSchemeHttps || (parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback));
    }

    private static bool IsHost(Uri parsed, string authority) =>
        authority.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or ':' or '[' or ']')
        && parsed.Host.Length > 0
        && !parsed.Host.EndsWith('.')
        && parsed.UserInfo.Length == 0;

    /// <summary>Every percent sign begins an escape of a character that is neither a control character nor another percent sign.</summary>
    private static bool HasWholeEscapes(string text)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (
                at + 2 >= text.Length
                || !byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                || value is < 0x20 or 0x7F or (byte)'%'
            )
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPath(string path) =>
        !EncodedSeparators.Any(encoded => path.Contains(encoded, StringComparison.OrdinalIgnoreCase))
        && path.Split('/').All(segment => segment is not ("." or ".."));

    private static string? InAscii(string? text) =>
        text is { Length: <= MaxLength }
        && Uri.TryCreate(text, UriKind.Absolute, out var parsed)
        && parsed.HostNameType == UriHostNameType.Dns
        && parsed.IdnHost != parsed.Host
            ? text.Replace(parsed.Host, parsed.IdnHost, StringComparison.OrdinalIgnoreCase)
            : text;
}
