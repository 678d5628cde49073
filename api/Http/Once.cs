using System.Reflection;
using Lecce.Riscossione.Api.Data;
using Microsoft.AspNetCore.Http.Metadata;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// The transaction of a POST that must not happen twice. A handler takes this instead of <see cref="Db"/>, and its body gives the answer: when
/// the request has an <c>Idempotency-Key</c>, the answer is stored in the transaction of the effect, so that a crash loses both or neither.
/// </summary>
internal sealed class Once(Db db, IdempotentRequest? request) : IEndpointParameterMetadataProvider
{
    /// <summary>Runs a body in one transaction, as <see cref="Db.Transact{T}"/> does, and stores its answer for a repeated request.</summary>
    /// <exception cref="AlreadyAnswered">Another instance of the program has just answered the same request.</exception>
    public Task<TAnswer> Transact<TAnswer>(Func<Sql, Task<TAnswer>> body, CancellationToken cancellation)
        where TAnswer : IResult =>
        request is null
            ? db.Transact(body, cancellation)
            : db.Transact(
                async sql =>
                {
                    // When two instances work on one key, the primary key refuses the row of the second, which runs again and finds the answer here.
                    if (await request.FindAnswer(sql) is { } stored)
                    {
                        throw new AlreadyAnswered(stored);
                    }

                    var answer = await body(sql);
                    await request.Keep(sql, answer);
                    return answer;
                },
                cancellation
            );

    /// <summary>Runs a body in one transaction, undoes it and gives its answer, which is not kept: a dry run.</summary>
    public async Task<TAnswer> Rehearse<TAnswer>(Func<Sql, Task<TAnswer>> body, CancellationToken cancellation)
        where TAnswer : IResult
    {
        try
        {
            return await db.Transact<TAnswer>(async sql => throw new Rehearsed(await body(sql)), cancellation);
        }
        catch (Rehearsed rehearsed)
        {
            return (TAnswer)rehearsed.Answer;
        }
    }

    /// <summary>Gives handlers the transaction that belongs to their request.</summary>
    public static ValueTask<Once?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<Once?>(new Once(context.RequestServices.GetRequiredService<Db>(), context.Features.Get<IdempotentRequest>()));

    /// <summary>An operation whose handler takes this honours <c>Idempotency-Key</c>.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new ActsOnce());

    /// <summary>Ends the transaction of a dry run without effect.</summary>
    private sealed class Rehearsed(IResult answer) : Exception("A dry run is over.")
    {
        public IResult Answer { get; } = answer;
    }
}

/// <summary>The request was answered before: its answer is given again.</summary>
internal sealed class AlreadyAnswered(KeptAnswer answer) : Exception("The request was answered before.")
{
    public KeptAnswer Answer { get; } = answer;
}
