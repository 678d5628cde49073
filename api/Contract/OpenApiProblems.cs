using System.Globalization;
using System.Text.Json;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Gives every problem that an operation may answer an example, made from the catalogue and from what the operation is about.</summary>
internal sealed class OpenApiProblems : IOperationFilter
{
    private const string RequestId = "01M82N35363VS6N4W5XQQ5CG71";

    /// <summary>The refusals that show a status, unless the operation has one more its own.</summary>
    private static readonly Dictionary<string, RefusalCode> Usual = new(StringComparer.Ordinal)
    {
        ["400"] = Codes.MalformedRequest,
        ["401"] = Codes.Unauthenticated,
        ["403"] = Codes.ScopeMissing,
        ["404"] = Codes.OrganizationNotFound,
        ["409"] = Codes.RequestInProgress,
        ["412"] = Codes.VersionStale,
        ["413"] = Codes.RequestTooLarge,
        ["415"] = Codes.UnsupportedMediaType,
        ["422"] = Codes.ValidationFailed,
        ["428"] = Codes.IfMatchRequired,
        ["429"] = Codes.TooManyRequests,
        ["500"] = Codes.InternalError,
        ["503"] = Codes.Unavailable,
        ["default"] = Codes.InternalError,
    };

    /// <summary>By the segment of a path that names a kind of thing: what is said when such a thing is missing.</summary>
    private static readonly Dictionary<string, RefusalCode> Missing = new(StringComparer.Ordinal)
    {
        ["api-keys"] = Codes.ApiKeyNotFound,
        ["bank-accounts"] = Codes.BankAccountNotFound,
        ["bulk-loads"] = Codes.BulkLoadNotFound,
        ["checkouts"] = Codes.CheckoutNotFound,
        ["departments"] = Codes.DepartmentNotFound,
        ["notice-lookups"] = Codes.NoticeNotFound,
        ["notice-batches"] = Codes.NoticeBatchNotFound,
        ["organizations"] = Codes.OrganizationNotFound,
        ["payment-documents"] = Codes.DocumentNotFound,
        ["payments"] = Codes.PaymentNotFound,
        ["receipts"] = Codes.ReceiptNotFound,
        ["receipt-recoveries"] = Codes.ReceiptRecoveryNotFound,
        ["revenue-types"] = Codes.RevenueTypeNotFound,
        ["webhook-endpoints"] = Codes.WebhookEndpointNotFound,
        ["logo"] = Codes.LogoNotFound,
    };

    private static readonly Dictionary<string, RefusalCode> Contradicted = new(StringComparer.Ordinal)
    {
        ["CreateOrganization"] = Codes.OrganizationExists,
        ["CreateDepartment"] = Codes.DepartmentExists,
        ["CreateBankAccount"] = Codes.BankAccountExists,
        ["CreateRevenueType"] = Codes.RevenueTypeExists,
        ["RevokeApiKey"] = Codes.LastAdminKey,
        ["RotateApiKey"] = Codes.ApiKeyEnded,
        ["ChangeApiKey"] = Codes.ApiKeyEnded,
        ["IssuePaymentDocument"] = Codes.DocumentDiffers,
        ["QuoteSpontaneousPayment"] = Codes.StampExists,
        ["PublishPaymentDocument"] = Codes.TransitionNotAllowed,
        ["CancelPaymentDocument"] = Codes.TransitionNotAllowed,
        ["SuspendPaymentDocument"] = Codes.DocumentSuspended,
        ["ResumePaymentDocument"] = Codes.NotSuspended,
        ["DownloadNotice"] = Codes.DocumentPaid,
        ["DownloadLookedUpNotice"] = Codes.DocumentPaid,
        ["OpenCheckout"] = Codes.DocumentNotPayable,
        ["RecordPayment"] = Codes.PaymentDiffers,
        ["RequestReceiptRecovery"] = Codes.ReceiptRecoveryOff,
        ["RegisterWebhookEndpoint"] = Codes.TooManyWebhookEndpoints,
        ["ResumeWebhookEndpoint"] = Codes.TooManyWebhookEndpoints,
        ["PauseWebhookEndpoint"] = Codes.WebhookEndpointDisabled,
        ["StartWebhookRecovery"] = Codes.WebhookRecoveryRunning,
        ["PauseBulkLoad"] = Codes.ActionNotAllowed,
        ["ResumeBulkLoad"] = Codes.ActionNotAllowed,
        ["CancelBulkLoad"] = Codes.ActionNotAllowed,
    };

    /// <summary>The value in a path, in the problem of an example.</summary>
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["{id}"] = "01KAQZ6Y000000000000000001",
        ["{organization}"] = "80008510754",
        ["{department}"] = "tributi",
        ["{iban}"] = "IT60X0542811101000000123456",
        ["{revenueType}"] = "tari",
    };

    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var path = "/" + context.ApiDescription.RelativePath;
        var instance = string.Join('/', path.Split('/').Select(segment => Named.GetValueOrDefault(segment, segment)));
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response.Content?.TryGetValue(Problems.ContentType, out var content) == true && content is OpenApiMediaType problem)
            {
                var code = CodeOf(operation.OperationId ?? "", path, status);
                problem.Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal)
                {
                    [code.Value] = Example(code, instance, code == Codes.ValidationFailed ? Wrong(operation, context) : null),
                };
            }
        }
    }

    private static RefusalCode CodeOf(string operationId, string path, string status) =>
        status switch
        {
            "404" => NamedThings(path).Append(Usual[status]).First(),
            "409" when Contradicted.TryGetValue(operationId, out var contradicted) => contradicted,
            _ => Usual.GetValueOrDefault(status, Codes.InternalError),
        };

    /// <summary>The objects that a path names, the innermost first.</summary>
    private static IEnumerable<RefusalCode> NamedThings(string path)
    {
        var segments = path.Split('/');
        return from at in Enumerable.Range(1, segments.Length - 1).Reverse()
            let thing = segments[at].StartsWith('{') ? segments[at - 1] : segments[at]
            where Missing.ContainsKey(thing)
            select Missing[thing];
    }

    private static OpenApiExample Example(RefusalCode code, string instance, ProblemError? error)
    {
        var help = ProblemHelp.Of(code);
        var problem = new Problem(
            PublicPaths.ProblemOf(code),
            code.Title,
            Problems.StatusOf(code),
            $"{help.When} {help.Remedy}",
            instance,
            code.Value,
            RequestId,
            error is null ? null : [error]
        );
        return new OpenApiExample { Summary = code.Title, Value = JsonSerializer.SerializeToNode(problem, Json.Options) };
    }

    /// <summary>A field that could be wrong: the first text of the body, else the first parameter.</summary>
    private static ProblemError Wrong(OpenApiOperation operation, OperationFilterContext context)
    {
        var body = operation
            .RequestBody?.Content?.Values.Select(content => content.Schema)
            .OfType<OpenApiSchemaReference>()
            .FirstOrDefault();
        var record = body?.Reference.Id is { } name ? context.SchemaRepository.Schemas[name] : null;
        var texts = (record?.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)).Where(property =>
            property.Value is { Type: JsonSchemaType.String, Format: null }
        );
        return texts.Select(text => TextError(text.Key, text.Value)).FirstOrDefault() ?? ParameterError(operation);
    }

    private static ProblemError TextError(string name, IOpenApiSchema text) =>
        new(
            $"/{name}",
            "text-invalid",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Serve un testo da {text.MinLength ?? 1} a {text.MaxLength} caratteri, senza caratteri di controllo."
            )
        );

    private static ProblemError ParameterError(OpenApiOperation operation) =>
        operation.Parameters?.Any(parameter => parameter.Name == "limit") is true
            ? new("/limit", "out-of-range", $"Serve un numero da 1 a {Paging.MaxLimit}.")
            : new(
                $"/{operation.Parameters?.FirstOrDefault(parameter => parameter.In == ParameterLocation.Query)?.Name}",
                "value-invalid",
                "Il valore non è tra quelli ammessi."
            );
}
