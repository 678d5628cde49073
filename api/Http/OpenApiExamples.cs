using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Gives every operation what was once really sent and answered (openapi/examples, recorded by the tests), and every problem that it may
/// answer an example made from the catalogue.
/// </summary>
internal sealed class OpenApiExamples : IOperationFilter, IDocumentFilter
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
        ["default"] = Codes.MethodNotAllowed,
    };

    /// <summary>By the segment of a path that names a kind of thing: what is said when such a thing is missing.</summary>
    private static readonly Dictionary<string, RefusalCode> Missing = new(StringComparer.Ordinal)
    {
        ["api-keys"] = Codes.ApiKeyNotFound,
        ["bank-accounts"] = Codes.BankAccountNotFound,
        ["bulk-loads"] = Codes.BulkLoadNotFound,
        ["departments"] = Codes.DepartmentNotFound,
        ["organizations"] = Codes.OrganizationNotFound,
        ["payment-documents"] = Codes.DocumentNotFound,
        ["payments"] = Codes.PaymentNotFound,
        ["receipts"] = Codes.ReceiptNotFound,
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
        ["RotateApiKey"] = Codes.ApiKeyEnded,
        ["ChangeApiKey"] = Codes.ApiKeyEnded,
        ["IssuePaymentDocument"] = Codes.DocumentDiffers,
        ["PublishPaymentDocument"] = Codes.TransitionNotAllowed,
        ["CancelPaymentDocument"] = Codes.TransitionNotAllowed,
        ["DownloadNotice"] = Codes.DocumentPaid,
        ["RecordPayment"] = Codes.PaymentDiffers,
        ["PauseBulkLoad"] = Codes.ActionNotAllowed,
        ["ResumeBulkLoad"] = Codes.ActionNotAllowed,
        ["CancelBulkLoad"] = Codes.ActionNotAllowed,
    };

    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var recorded = Recorded(operation.OperationId);
        Show(operation.RequestBody?.Content, recorded?["request"]);
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response.Content?.TryGetValue(Problems.ContentType, out var content) == true && content is OpenApiMediaType problem)
            {
                var code = CodeOf(operation.OperationId ?? "", context.ApiDescription.RelativePath ?? "", status);
                problem.Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal)
                {
                    [code.Value] = new OpenApiExampleReference(code.Value, context.Document),
                };
            }
            else
            {
                Show(response.Content, recorded?["answers"]?[status]);
            }
        }
    }

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Components ??= new OpenApiComponents();
        swaggerDoc.Components.Examples = Usual
            .Values.Concat(Missing.Values)
            .Concat(Contradicted.Values)
            .Distinct()
            .OrderBy(code => code.Value, StringComparer.Ordinal)
            .ToDictionary(code => code.Value, ExampleOf, StringComparer.Ordinal);
    }

    /// <summary>The call of an operation as it was recorded: <c>request</c> and <c>answers</c> by status, each by media type.</summary>
    public static JsonNode? Recorded(string? operationId)
    {
        using var file = typeof(OpenApiExamples).Assembly.GetManifestResourceStream($"Examples.{operationId}.json");
        return file is null ? null : JsonNode.Parse(file);
    }

    private static void Show(IDictionary<string, IOpenApiMediaType>? content, JsonNode? byMediaType)
    {
        foreach (var (mediaType, described) in content ?? new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal))
        {
            if (described is OpenApiMediaType media && byMediaType?[mediaType] is { } example)
            {
                media.Example = example.DeepClone();
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

    /// <summary>What a path names, the innermost first.</summary>
    private static IEnumerable<RefusalCode> NamedThings(string path)
    {
        var segments = path.Split('/');
        return from at in Enumerable.Range(1, segments.Length - 1).Reverse()
            let thing = segments[at].StartsWith('{') ? segments[at - 1] : segments[at]
            where Missing.ContainsKey(thing)
            select Missing[thing];
    }

    private static IOpenApiExample ExampleOf(RefusalCode code)
    {
        var help = ProblemHelp.Of(code);
        var problem = new Problem(
            ProblemPages.PathOf(code),
            code.Title,
            Problems.StatusOf(code),
            $"{help.When} {help.Remedy}",
            "/v1/payment-documents",
            code.Value,
            RequestId,
            code == Codes.ValidationFailed
                ? [new("/items/0/amountCents", "amount-out-of-range", "L'importo è in centesimi, almeno 1.")]
                : null
        );
        return new OpenApiExample { Summary = code.Title, Value = JsonSerializer.SerializeToNode(problem, Json.Options) };
    }
}
