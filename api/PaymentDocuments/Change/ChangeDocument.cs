using System.Reflection;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Change;

/// <summary>One change of a document. Pure: it changes only the loaded document, and may run again.</summary>
/// <param name="document">The document, loaded to be changed.</param>
/// <param name="actor">Who changes it.</param>
/// <param name="now">When.</param>
/// <exception cref="Refusal"><see cref="Codes.TransitionNotAllowed"/>, or a code of the command's own.</exception>
internal delegate void DocumentCommand(StoredDocument document, string actor, Instant now);

/// <summary>
/// Runs a command on one document. Everything that all commands share is here: coverage, <c>If-Match</c>, <c>Idempotency-Key</c>, one
/// transaction, the answer.
/// </summary>
internal sealed class ChangeDocument(Once once, IfMatch ifMatch, Caller caller, Instant now, CancellationToken cancellation)
    : IEndpointParameterMetadataProvider
{
    /// <summary>
    /// Claims the document, runs the command, stores what it changed with its timeline and webhook events, and answers with the document.
    /// </summary>
    /// <param name="id">The document.</param>
    /// <param name="isDone">
    /// True when the document already is what the command asks for: then nothing changes, whatever version the caller names (RFC 9110, 13.1.1).
    /// </param>
    /// <param name="command">What changes.</param>
    /// <param name="isDryRun">True to undo everything and give the same answer.</param>
    /// <exception cref="Refusal">
    /// <see cref="Codes.DocumentNotFound"/>, <see cref="Codes.VersionStale"/>, or what the command refuses.
    /// </exception>
    public Task<Ok<PaymentDocument>> Run(Id id, Predicate<StoredDocument> isDone, DocumentCommand command, bool isDryRun = false) =>
        Transact(
            isDryRun,
            async sql =>
            {
                int? version = null;
                await Apply(
                    sql,
                    id,
                    caller,
                    ifMatch,
                    isDone,
                    document =>
                    {
                        version = document.Row.Version;
                        command(document, caller.Actor, now);
                    }
                );
                var changed = await ReadDocument.Whole(sql, id, caller, now);
                // The version of a dry run never exists; the caller may name the one that is there.
                return TypedResults.Ok(
                    isDryRun && version is { } there ? changed with { Etag = ETag.Of(there, Rome.DateOf(now)) } : changed
                );
            }
        );

    /// <summary>Runs a command, as <see cref="Run"/> does, and answers with what it added: 201, or 200 for a dry run.</summary>
    public Task<Results<Created<T>, Ok<T>>> Add<T>(
        Id id,
        bool isDryRun,
        Func<StoredDocument, string, Instant, CommandRow> command,
        Func<CommandRow, T> answer
    ) =>
        Transact<Results<Created<T>, Ok<T>>>(
            isDryRun,
            async sql =>
            {
                CommandRow? added = null;
                await Apply(sql, id, caller, ifMatch, isDone: _ => false, document => added = command(document, caller.Actor, now));
                return isDryRun ? TypedResults.Ok(answer(added!)) : TypedResults.Created((string?)null, answer(added!));
            }
        );

    private Task<TAnswer> Transact<TAnswer>(bool isDryRun, Func<Sql, Task<TAnswer>> body)
        where TAnswer : IResult => isDryRun ? once.Rehearse(body, cancellation) : once.Transact(body, cancellation);

    /// <summary>Runs a command inside the caller's transaction, as the program itself: a row of a load, or a consequence of another change.</summary>
    /// <exception cref="Refusal"><see cref="Codes.DocumentNotFound"/>, or what the command refuses.</exception>
    public static Task Apply(Sql sql, Id id, Action<StoredDocument> command) =>
        Apply(sql, id, caller: null, ifMatch: null, isDone: _ => false, command);

    private static async Task Apply(
        Sql sql,
        Id id,
        Caller? caller,
        IfMatch? ifMatch,
        Predicate<StoredDocument> isDone,
        Action<StoredDocument> command
    )
    {
        var document = await DocumentStore.LoadToChange(sql, id, caller) ?? throw ReadDocument.NotFound();
        if (!isDone(document))
        {
            ifMatch?.Require(document.Row.Version);
            command(document);
            await DocumentStore.Save(sql, document);
        }
    }

    /// <summary>Gives handlers the change that belongs to their request.</summary>
    public static async ValueTask<ChangeDocument?> BindAsync(HttpContext context) =>
        new(
            (await Once.BindAsync(context))!,
            (await IfMatch.BindAsync(context))!,
            (await Caller.BindAsync(context))!,
            context.RequestServices.GetRequiredService<IClock>().GetCurrentInstant(),
            context.RequestAborted
        );

    /// <summary>An operation that changes a document honours both headers.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        Once.PopulateMetadata(parameter, builder);
        IfMatch.PopulateMetadata(parameter, builder);
    }
}
