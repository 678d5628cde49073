using Microsoft.Net.Http.Headers;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Adds the <c>ETag</c> to single resources and answers 304 when the caller has the current version.</summary>
internal static class Versions
{
    /// <summary>The filter, on the group of all operations.</summary>
    public static async ValueTask<object?> Tag(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var answer = await next(invocation);
        if (ETag.Find(answer) is not { } versioned)
        {
            return answer;
        }

        var context = invocation.HttpContext;
        context.Response.Headers.ETag = versioned.Etag;
        return HttpMethods.IsGet(context.Request.Method) && IsKnown(context.Request, versioned.Etag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : answer;
    }

    // A malformed If-None-Match is ignored: the caller gets the full response.
    private static bool IsKnown(HttpRequest request, string etag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } header
        && EntityTagHeaderValue.TryParseList([.. header.OfType<string>()], out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || string.Equals(tag.Tag.Value, etag, StringComparison.Ordinal));
}
