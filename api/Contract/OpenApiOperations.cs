using System.Globalization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Declares, for every operation, what the policies of the program add to it: the key that it demands and the problems that it may answer.</summary>
internal sealed class OpenApiOperations : IOperationFilter
{
    public const string SecurityScheme = "ApiKey";

    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        // Descriptions come from the route; the comments of handlers are for readers of the code.
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Summary = metadata.OfType<IEndpointSummaryMetadata>().LastOrDefault()?.Summary ?? operation.Summary;
        operation.Description = metadata.OfType<IEndpointDescriptionMetadata>().LastOrDefault()?.Description ?? operation.Description;
        operation.Deprecated |= metadata.OfType<DeprecatedOperation>().Any();
        var changes = context.ApiDescription.HttpMethod is not "GET";
        if (context.ApiDescription.HttpMethod == "PATCH")
        {
            // Published as the merge patch that it is (RFC 7396); plain JSON is read in the same way.
            operation.RequestBody?.Content?.Remove("application/json");
        }

        OpenApiHeaders.Describe(operation, context);
        var responses = operation.Responses ??= [];
        var problem = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        var meaningOf200 =
            !responses.ContainsKey("201") ? ""
            : context.ApiDescription.ParameterDescriptions.Any(one => one.Type?.GetProperty("DryRun") is not null)
                ? "Prova: nulla è registrato. "
            : "Esisteva già. ";
        foreach (var (status, answer) in responses)
        {
            answer.Description = Success(status, answer, meaningOf200, context.SchemaRepository) ?? answer.Description;
        }

        var required = metadata.OfType<RequiredScope>().FirstOrDefault();
        foreach (var (status, description) in StatusesOf(operation, required, changes))
        {
            responses[status] = new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
                {
                    [Problems.ContentType] = new OpenApiMediaType { Schema = problem },
                },
                Headers = status is "429" or "503" ? RetryAfter() : null,
            };
        }

        if (required is not null)
        {
            var scheme = new OpenApiSecuritySchemeReference(SecurityScheme, context.Document);
            operation.Security = [new OpenApiSecurityRequirement { [scheme] = [] }];
            operation.Description = $"{operation.Description} Permesso richiesto: `{required.Scope}`.".TrimStart();
        }
    }

    /// <summary>What a successful answer is: how the request ended, then the meaning of what it carries.</summary>
    private static string? Success(string status, IOpenApiResponse answer, string meaningOf200, SchemaRepository schemas)
    {
        var how = status switch
        {
            "200" => meaningOf200,
            "201" => "Registrato ora. ",
            "202" => "La richiesta è accolta e prosegue in sottofondo. ",
            _ => null,
        };
        var (mediaType, media) = answer.Content?.FirstOrDefault() ?? default;
        var what = media?.Schema is OpenApiSchemaReference { Reference.Id: { } id } ? schemas.Schemas[id].Description : FileOf(mediaType);
        return how is null || what is null ? null : how + what;
    }

    private static string? FileOf(string? mediaType) =>
        mediaType switch
        {
            "application/pdf" => "Il file PDF.",
            "application/xml" => "Il file XML, così com'è arrivato.",
            "application/zip" => "L'archivio ZIP.",
            "text/csv" => "Il file CSV.",
            "text/plain" => "Il file di testo, con un esito JSON per riga.",
            _ => null,
        };

    private static IEnumerable<(string Status, string Description)> StatusesOf(
        OpenApiOperation operation,
        RequiredScope? required,
        bool changes
    )
    {
        var hasBody = operation.RequestBody is not null;
        var parameters = operation.Parameters ?? [];
        if (hasBody || parameters.Count > 0)
        {
            yield return ("400", "Richiesta non leggibile.");
        }

        if (required is not null)
        {
            yield return ("401", "Credenziali mancanti o non valide.");
            yield return ("403", "Permesso mancante.");
            yield return ("429", "Troppe richieste.");
        }

        if (required is not null && (hasBody || parameters.Any(parameter => parameter.In == ParameterLocation.Path)))
        {
            yield return ("404", "La risorsa non esiste, o non è visibile con questa chiave.");
        }

        if (changes)
        {
            yield return ("409", "La richiesta contraddice quanto è già registrato.");
        }

        if (parameters.FirstOrDefault(parameter => parameter.Name == OpenApiHeaders.IfMatch) is { } ifMatch)
        {
            yield return ("412", "La risorsa è cambiata da quando è stata letta.");
            if (ifMatch.Required)
            {
                yield return ("428", "Manca If-Match.");
            }
        }

        if (hasBody)
        {
            yield return ("413", "Richiesta troppo grande.");
            yield return ("415", "Formato del corpo non gestito.");
        }

        if (hasBody || parameters.Any(HasMeaning))
        {
            yield return ("422", "Dati non accettabili: errors elenca i campi da correggere.");
        }

        yield return ("500", "Errore interno.");
        yield return ("503", "Servizio momentaneamente non disponibile.");
        yield return ("default", "Altro errore.");
    }

    private static bool HasMeaning(IOpenApiParameter parameter) =>
        parameter.In == ParameterLocation.Query || parameter.Name == Idempotency.Header;

    private static Dictionary<string, IOpenApiHeader> RetryAfter() =>
        new(StringComparer.Ordinal)
        {
            ["Retry-After"] = new OpenApiHeader
            {
                Description = "Secondi da attendere prima di riprovare.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Minimum = 1.ToString(CultureInfo.InvariantCulture),
                    Maximum = 3600.ToString(CultureInfo.InvariantCulture),
                },
            },
        };
}

/// <summary>Lists the tags that the operations use, sorted, with a word on each.</summary>
internal sealed class OpenApiTags : IDocumentFilter
{
    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["ApiKeys"] = "Chiavi API.",
        ["BulkLoads"] = "Caricamenti di molti documenti in un solo invio.",
        ["Checkouts"] = "Pagamenti sul web e ricerca di un avviso dal suo numero, per i portali.",
        ["NoticeBatches"] = "Stampa massiva degli avvisi.",
        ["Organizations"] = "Enti creditori, con uffici e conti.",
        ["PaymentDocuments"] = "Documenti di pagamento e loro iter.",
        ["Payments"] = "Riscossioni di ogni canale.",
        ["Receipts"] = "Ricevute telematiche.",
        ["RevenueTypes"] = "Tipi di entrata.",
        ["SpontaneousPayments"] = "Pagamenti senza avviso: calcolo dell'importo, richiesta e lettura.",
        ["SpontaneousServices"] = "Catalogo di ciò che si può pagare senza avviso.",
        ["Status"] = "Stato del servizio.",
        ["Webhooks"] = "Notifiche ai sistemi degli uffici.",
    };

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var used = swaggerDoc
            .Paths.Values.SelectMany(path => path.Operations?.Values.AsEnumerable() ?? [])
            .SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>());
        swaggerDoc.Tags = used.Select(tag => tag.Name ?? "")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => new OpenApiTag { Name = name, Description = Descriptions.GetValueOrDefault(name, name) })
            .ToHashSet();
        swaggerDoc.ExternalDocs = new OpenApiExternalDocs
        {
            Description = "Documentazione, leggibile anche senza rete",
            Url = new Uri($"{DocumentationSite.Path}/reference", UriKind.Relative),
        };
    }
}
