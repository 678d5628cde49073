using System.Text.Json;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>Reads the schema of one field.</summary>
internal sealed partial class FormSchemaReader
{
    private const int MaxText = 500;
    private const int MaxChoices = 200;
    private const int MaxExamples = 10;
    private const int MaxPattern = 200;
    private static readonly string[] Common = ["type", "title", "description", "default", "examples"];
    private static readonly string[] OfText = [.. Common, "minLength", "maxLength", "enum", "const", "format", "pattern"];
    private static readonly string[] OfNumber = [.. Common, "minimum", "maximum", "multipleOf", "format"];
    private static readonly string[] OfFlag = [.. Common, "const"];

    private FormField? ReadField(string name, JsonElement schema, bool isRequired, string pointer)
    {
        if (!Judge(schema.ValueKind == JsonValueKind.Object, pointer, "Un campo è descritto da un oggetto."))
        {
            return null;
        }

        var type =
            schema.TryGetProperty("type", out var declared) && declared.ValueKind == JsonValueKind.String ? declared.GetString() : null;
        var allowed = type switch
        {
            "string" => OfText,
            "integer" => OfNumber,
            "boolean" => OfFlag,
            _ => null,
        };
        if (allowed is null)
        {
            // A reference stands in the place of a type.
            var isReference = schema.TryGetProperty("$ref", out _);
            Refuse($"{pointer}/{(isReference ? "$ref" : "type")}", "Il tipo di un campo è string, integer o boolean.");
            return null;
        }

        var keywords = Keywords(schema, pointer, allowed);
        Require(keywords, pointer, "title", value => IsPlain(value, 100), "Serve un'etichetta: testo semplice, da 1 a 100 caratteri.");
        Allow(keywords, pointer, "description", value => IsPlain(value, 1_000), "Serve un testo semplice di al più 1000 caratteri.");
        var title = keywords.TryGetValue("title", out var label) && label.ValueKind == JsonValueKind.String ? label.GetString()! : name;
        FormField field = type switch
        {
            "string" => ReadText(new TextField(name, title, isRequired), keywords, pointer),
            "integer" => ReadNumber(name, title, isRequired, keywords, pointer),
            _ => new FlagField(name, title, isRequired, keywords.ContainsKey("const")),
        };
        if (type == "boolean")
        {
            Allow(keywords, pointer, "const", value => value.ValueKind == JsonValueKind.True, "È ammesso solo true, per un consenso.");
        }

        RequireFitting(field, keywords, pointer);
        return field;
    }

    private TextField ReadText(TextField field, Dictionary<string, JsonElement> keywords, string pointer)
    {
        var choices = ReadChoices(keywords, pointer);
        var max = ReadLength(keywords, pointer, "maxLength", choices is null ? null : MaxText);
        var min = ReadLength(keywords, pointer, "minLength", 0);
        Judge(min <= max, $"{pointer}/minLength", "La lunghezza minima supera la massima.");
        var text = field with { Choices = choices, MaxLength = max, MinLength = min };
        if (
            Allow(keywords, pointer, "format", value => FormatOf(value) is not null, $"I formati sono: {FormatNames}.")
            && keywords.TryGetValue("format", out var format)
        )
        {
            text = text with { Format = FormatOf(format) };
        }

        if (keywords.TryGetValue("pattern", out var pattern))
        {
            text = text with { Pattern = ReadPattern(pattern, $"{pointer}/pattern") };
        }

        for (var index = 0; index < choices?.Count; index++)
        {
            var choice = JsonSerializer.SerializeToElement(choices[index]);
            Judge(text.Read(choice, out _) is null, $"{pointer}/enum/{index}", "Il valore contraddice le altre regole del campo.");
        }

        if (keywords.TryGetValue("const", out var constant))
        {
            Judge(text.Read(constant, out var value) is null, $"{pointer}/const", "Serve un testo che rispetti le altre regole del campo.");
            text = text with { Constant = value as string };
        }

        return text;
    }

    private List<string>? ReadChoices(Dictionary<string, JsonElement> keywords, string pointer)
    {
        if (!keywords.TryGetValue("enum", out var list))
        {
            return null;
        }

        var choices = new List<string>();
        var isList = list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is >= 1 and <= MaxChoices;
        if (Judge(isList, $"{pointer}/enum", $"Serve un elenco da 1 a {MaxChoices} testi."))
        {
            foreach (var (index, choice) in list.EnumerateArray().Index())
            {
                var text = choice.ValueKind == JsonValueKind.String ? choice.GetString()! : "";
                var isGood = text.Length > 0 && PlainWords.AreFit(text, MaxText) && !choices.Contains(text, StringComparer.Ordinal);
                Judge(isGood, $"{pointer}/enum/{index}", $"Serve un testo semplice da 1 a {MaxText} caratteri, diverso dagli altri.");
                choices.Add(text);
            }
        }

        return choices;
    }

    /// <summary>A length; the usual one when it is missing, or a fault when it has none.</summary>
    private int ReadLength(Dictionary<string, JsonElement> keywords, string pointer, string name, int? usual)
    {
        if (!keywords.TryGetValue(name, out var value))
        {
            Judge(usual is not null, $"{pointer}/{name}", $"Serve {name}, al più {MaxText}.");
            return usual ?? MaxText;
        }

        var isGood = WholeNumber.TryRead(value, out var length) && length is >= 0 and <= MaxText;
        return Judge(isGood, $"{pointer}/{name}", $"Serve un numero da 0 a {MaxText}.") ? (int)length : usual ?? MaxText;
    }

    private FormPattern? ReadPattern(JsonElement value, string pointer)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (!Judge(text.Length is >= 1 and <= MaxPattern, pointer, $"Serve un'espressione di al più {MaxPattern} caratteri."))
        {
            return null;
        }

        try
        {
            return FormPattern.Compile(text);
        }
        catch (PatternFault fault)
        {
            Refuse(pointer, fault.Message);
            return null;
        }
    }

    private NumberField ReadNumber(string name, string title, bool isRequired, Dictionary<string, JsonElement> keywords, string pointer)
    {
        var min = ReadBound("minimum");
        var max = ReadBound("maximum");
        Judge(min <= max, $"{pointer}/minimum", "Il minimo supera il massimo.");
        var step = 1L;
        Allow(
            keywords,
            pointer,
            "multipleOf",
            value => WholeNumber.TryRead(value, out step) && step is >= 1 and <= WholeNumber.Max,
            "Serve un numero intero maggiore di zero."
        );
        // The national guidelines ask for the format of every integer; it adds no rule.
        Allow(
            keywords,
            pointer,
            "format",
            value => IsText(value, "int64") || (IsText(value, "int32") && min >= int.MinValue && max <= int.MaxValue),
            "Serve int32, se minimum e maximum ci stanno, oppure int64."
        );
        return new NumberField(name, title, isRequired, min, max, Math.Max(step, 1));

        long ReadBound(string keyword)
        {
            var bound = 0L;
            Require(
                keywords,
                pointer,
                keyword,
                value => WholeNumber.TryRead(value, out bound) && bound is >= -WholeNumber.Max and <= WholeNumber.Max,
                $"Serve {keyword}, un numero intero tra -{WholeNumber.Max} e {WholeNumber.Max}."
            );
            return bound;
        }
    }

    /// <summary>The default and the examples must be values that the field accepts.</summary>
    private void RequireFitting(FormField field, Dictionary<string, JsonElement> keywords, string pointer)
    {
        const string Unfit = "Serve un valore che il campo accetta.";
        Allow(keywords, pointer, "default", value => field.Read(value, out _) is null, Unfit);
        if (
            Allow(
                keywords,
                pointer,
                "examples",
                value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is >= 1 and <= MaxExamples,
                $"Serve un elenco da 1 a {MaxExamples} valori."
            ) && keywords.TryGetValue("examples", out var examples)
        )
        {
            foreach (var (index, example) in examples.EnumerateArray().Index())
            {
                Judge(field.Read(example, out _) is null, $"{pointer}/examples/{index}", Unfit);
            }
        }
    }

    private static string FormatNames => string.Join(", ", TextFormat.All.Select(format => format.Name));

    private static TextFormat? FormatOf(JsonElement value) => TextFormat.All.FirstOrDefault(format => IsText(value, format.Name));
}
