using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Marks an operation whose handler acts through <see cref="Once"/>: it honours <c>Idempotency-Key</c>.</summary>
internal sealed record ActsOnce;

/// <summary>
/// Lets a client repeat a POST of which it never saw the answer: the same key with the same request gets the answer of the first time; with
/// another request it is refused.
/// </summary>
internal sealed class Idempotency(Db db, Secrets secrets, IServiceProvider services, IClock clock)
{
    public const string Header = "Idempotency-Key";
    public const int LongestKey = 255;
    private const int RetryAfterSeconds = 1;

    private readonly byte[] sealingKey = secrets.Derive("idempotent-answers");
    private readonly ConcurrentDictionary<string, bool> atWork = new(StringComparer.Ordinal);

    /// <summary>The middleware, placed after <see cref="Gate"/>: whose key it is matters.</summary>
    public static Task Check(HttpContext context, RequestDelegate next) =>
        context.Request.Headers.ContainsKey(Header) && context.GetEndpoint()?.Metadata.GetMetadata<ActsOnce>() is not null
            ? context.RequestServices.GetRequiredService<Idempotency>().Answer(context, next)
            : next(context);

    private async Task Answer(HttpContext context, RequestDelegate next)
    {
        var request = await Describe(context);
        if (!atWork.TryAdd(request.Handle, true))
        {
            throw new Refusal(Codes.RequestInProgress, "Una richiesta con questa Idempotency-Key è in corso: attendere e ripetere.")
            {
                RetryAfterSeconds = RetryAfterSeconds,
            };
        }

        try
        {
            var kept = await db.Read(request.FindAnswer, context.RequestAborted) ?? await AnswerAnew(context, next, request);
            if (kept is not null)
            {
                await kept.Send(context);
            }
        }
        finally
        {
            atWork.TryRemove(request.Handle, out _);
        }
    }

    /// <summary>Null when the handler has answered; otherwise the answer that another instance gave meanwhile.</summary>
    private static async Task<KeptAnswer?> AnswerAnew(HttpContext context, RequestDelegate next, IdempotentRequest request)
    {
        context.Features.Set(request);
        try
        {
            await next(context);
            return null;
        }
        catch (AlreadyAnswered already)
        {
            return already.Answer;
        }
    }

    private async Task<IdempotentRequest> Describe(HttpContext context)
    {
        var header = context.Request.Headers[Header];
        var key = header.ToString();
        if (header.Count != 1 || key.Length is 0 or > LongestKey || !key.All(letter => letter is > ' ' and < '\x7f'))
        {
            throw new Refusal(
                Codes.IdempotencyKeyInvalid,
                $"Idempotency-Key contiene da 1 a {LongestKey} caratteri ASCII senza spazi, per esempio un UUID."
            );
        }

        var client = context.Features.Get<Caller>()!.Actor;
        var operation = context.GetEndpoint()!.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;
        return new IdempotentRequest($"{client}\n{operation}\n{key}", await HashOf(context.Request), sealingKey, services, clock);
    }

    /// <summary>Reads the body ahead, within the size limit of its operation, and leaves it to be read once more.</summary>
    private static async Task<byte[]> HashOf(HttpRequest request)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, Limits.LargestBodyBytes));
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        body.Position = 0;
        request.Body = body;
        request.HttpContext.Response.RegisterForDispose(body);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}\n{request.QueryString}\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        return hash.GetHashAndReset();
    }
}
