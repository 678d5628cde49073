using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Lecce.Riscossione.Api.Http;

/// <summary>A text that does not change while the program runs: made at the first request, then served from memory with an <c>ETag</c>.</summary>
/// <param name="contentType">The media type, with the charset.</param>
/// <param name="make">Makes the text; called once.</param>
internal sealed class KeptDocument(string contentType, Func<Task<string>> make)
{
    private readonly Lazy<Task<(byte[] Bytes, EntityTagHeaderValue Tag)>> kept = new(() => Task.Run(() => Keep(make)));

    /// <summary>The response; 304 without a body when the client has it.</summary>
    public async Task<IResult> Answer(HttpResponse response)
    {
        var (bytes, tag) = await kept.Value;
        // The browser revalidates each time and sees a new document after an update.
        response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(bytes, contentType, entityTag: tag);
    }

    private static async Task<(byte[] Bytes, EntityTagHeaderValue Tag)> Keep(Func<Task<string>> make)
    {
        var bytes = Encoding.UTF8.GetBytes(await make());
        return (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\""));
    }
}
