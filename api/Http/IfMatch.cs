using System.Globalization;
using System.Reflection;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Marks an operation that honours <c>If-Match</c>.</summary>
internal sealed record ReadsIfMatch;

/// <summary>
/// The version on which a caller bases its change, from the header of the same name. PUT and PATCH must name one; a command may. A handler
/// takes it as a parameter and compares inside its transaction.
/// </summary>
internal sealed class IfMatch(IList<EntityTagHeaderValue>? tags) : IEndpointParameterMetadataProvider
{
    /// <summary>Refuses the change when the resource is no longer what the caller read.</summary>
    /// <exception cref="Refusal"><see cref="Codes.VersionStale"/>.</exception>
    public void Require(int version)
    {
        if (tags is not null && !tags.Any(tag => Matches(tag, version)))
        {
            throw new Refusal(
                Codes.VersionStale,
                "Nel frattempo qualcun altro ha modificato la risorsa: rileggerla e ripetere la modifica."
            );
        }
    }

    /// <summary>Reads the header.</summary>
    /// <exception cref="Refusal"><see cref="Codes.IfMatchRequired"/> or <see cref="Codes.IfMatchInvalid"/>.</exception>
    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return IsRequired(context.Request.Method)
                ? throw new Refusal(
                    Codes.IfMatchRequired,
                    "Per modificare la risorsa serve l'intestazione If-Match con l'ETag letto, così che nessuno cancelli le modifiche di altri."
                )
                : ValueTask.FromResult<IfMatch?>(new IfMatch(null));
        }

        return EntityTagHeaderValue.TryParseStrictList([.. header.OfType<string>()], out var tags) && tags.Count > 0
            ? ValueTask.FromResult<IfMatch?>(new IfMatch(tags))
            : throw new Refusal(Codes.IfMatchInvalid, "If-Match contiene ETag tra virgolette, separati da virgole, oppure un asterisco.");
    }

    /// <summary>An operation whose handler takes this honours <c>If-Match</c>.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new ReadsIfMatch());

    /// <summary>True for the methods that overwrite: without a version, a caller could undo a change that it has not seen.</summary>
    public static bool IsRequired(string method) => HttpMethods.IsPut(method) || HttpMethods.IsPatch(method);

    // The strong comparison of RFC 9110: a weak tag never matches.
    private static bool Matches(EntityTagHeaderValue tag, int version) =>
        tag.Equals(EntityTagHeaderValue.Any)
        || (
            !tag.IsWeak
            && int.TryParse(ETag.VersionOf(tag.Tag.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var named)
            && named == version
        );
}
