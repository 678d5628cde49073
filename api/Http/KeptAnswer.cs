using System.Text;

namespace Lecce.Riscossione.Api.Http;

/// <summary>A stored response, which a repeated request gets again.</summary>
internal sealed record KeptAnswer(int Status, string ContentType, string Location, string Etag, byte[] Body)
{
    private const string Hit = "Idempotency-Hit";

    /// <summary>Writes a result to memory as the server would.</summary>
    public static async Task<KeptAnswer> Of(IResult result, IServiceProvider services)
    {
        using var body = new MemoryStream();
        var written = new DefaultHttpContext { RequestServices = services };
        written.Response.Body = body;
        await result.ExecuteAsync(written);
        var headers = written.Response.Headers;
        return new KeptAnswer(
            written.Response.StatusCode,
            written.Response.ContentType ?? "",
            headers.Location.ToString(),
            ETag.Find(result)?.Etag ?? "",
            body.ToArray()
        );
    }

    /// <summary>Sends the response, marked as a repetition.</summary>
    public async Task Send(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.Headers[Hit] = "true";
        response.ContentType = Text(ContentType);
        response.Headers.Location = Text(Location);
        response.Headers.ETag = Text(Etag);
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, context.RequestAborted);
    }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream(Body.Length + 200);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Status);
        writer.Write(ContentType);
        writer.Write(Location);
        writer.Write(Etag);
        writer.Write(Body);
        writer.Flush();
        return bytes.ToArray();
    }

    public static KeptAnswer FromBytes(byte[] stored)
    {
        using var reader = new BinaryReader(new MemoryStream(stored), Encoding.UTF8);
        return new KeptAnswer(
            reader.ReadInt32(),
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadBytes(stored.Length)
        );
    }

    private static string? Text(string kept) => kept.Length == 0 ? null : kept;
}
