using System.Collections;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Sdk;

/// <summary>A request under construction; the generated methods fill it.</summary>
internal sealed class ApiCall(string method, string path, RequestOptions? options = null)
{
    private readonly StringBuilder query = new();
    private readonly HttpRequestMessage request = new() { Method = new HttpMethod(method) };
    private readonly string template = path;
    private string path = path;
    private bool mayMatch;

    /// <summary>What the caller asked for this call alone.</summary>
    public RequestOptions? Options => options;

    /// <exception cref="ArgumentException">The value is empty or a path segment such as "..": the call would reach another operation.</exception>
    public void Path(string name, object? value)
    {
        var text = value is null ? "" : Text(value);
        if (text.Trim() is "" or "." or "..")
        {
            throw new ArgumentException("The value is empty or not an identifier. No request was sent.", name);
        }

        path = path.Replace("{" + name + "}", Uri.EscapeDataString(text), StringComparison.Ordinal);
    }

    public void Query(string name, object? value)
    {
        foreach (var one in value is IEnumerable several and not string ? several.Cast<object?>() : [value])
        {
            if (one is not null)
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(Text(one)));
            }
        }
    }

    public void Header(string name, object? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, Text(value));
        }
    }

    /// <summary>Names the version that the request changes.</summary>
    /// <exception cref="ArgumentException">The version is empty.</exception>
    public void IfMatch(string ifMatch)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
        {
            throw new ArgumentException("The version is empty. No request was sent.", nameof(ifMatch));
        }

        Header("If-Match", ifMatch);
    }

    /// <summary>The operation obeys <see cref="RequestOptions.IfMatch"/>.</summary>
    public void MayMatch() => mayMatch = true;

    public void Accept(params ReadOnlySpan<string> mediaTypes)
    {
        foreach (var mediaType in mediaTypes)
        {
            request.Headers.Accept.ParseAdd(mediaType);
        }

        request.Headers.Accept.ParseAdd("application/problem+json");
    }

    /// <exception cref="ArgumentException">The body is missing or has no bytes.</exception>
    public void Body<T>(T body, string mediaType)
    {
        if (body is null)
        {
            throw new ArgumentNullException(nameof(body), "The body is missing. No request was sent.");
        }

        if (body is Stream { CanSeek: true } file && file.Position >= file.Length)
        {
            throw new ArgumentException("The body has no bytes. No request was sent.", nameof(body));
        }

        var type = MediaTypeHeaderValue.Parse(mediaType);
        request.Content = body switch
        {
            Stream stream => new StreamContent(stream),
            string text => new StringContent(text),
            _ => JsonContent.Create(body, Json.Of<T>(), type),
        };
        request.Content.Headers.ContentType = type;
        if (body is Stream { CanSeek: false })
        {
            request.Options.Set(RetryHandler.CannotRepeat, true);
        }
    }

    /// <summary>A body that is produced while it is sent; it cannot be sent again and has no time limit.</summary>
    public void Upload(HttpContent content)
    {
        request.Content = content;
        request.Options.Set(RetryHandler.CannotRepeat, true);
        request.Options.Set(RetryHandler.TakesItsTime, true);
    }

    /// <exception cref="ArgumentException">The operation does not obey an option of the call.</exception>
    public HttpRequestMessage Build(Uri baseAddress)
    {
        if (options is not null)
        {
            Apply(options);
        }

        request.RequestUri = new Uri(baseAddress, path + query);
        request.Options.Set(RetryHandler.Template, template);
        return request;
    }

    private void Apply(RequestOptions asked)
    {
        if (asked.IfMatch is not null)
        {
            IfMatch(
                mayMatch
                    ? asked.IfMatch
                    : throw new ArgumentException("The operation has no optional If-Match. No request was sent.", nameof(asked))
            );
        }

        if (asked.IdempotencyKey is not null)
        {
            if (request.Method != HttpMethod.Post || string.IsNullOrWhiteSpace(asked.IdempotencyKey))
            {
                throw new ArgumentException("An Idempotency-Key is a text, and only for a POST. No request was sent.", nameof(asked));
            }

            Header(RiscossioneClient.IdempotencyKeyHeader, asked.IdempotencyKey);
        }

        request.Options.Set(RetryHandler.OfTheCall, asked);
    }

    private static string Text(object value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            LocalDate date => LocalDatePattern.Iso.Format(date),
            Instant instant => InstantPattern.ExtendedIso.Format(instant),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
