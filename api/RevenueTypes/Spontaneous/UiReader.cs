using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>Checks the hints and translations of a form at registration: known fields, known words, plain texts.</summary>
internal sealed class UiReader(FormSchema form, Validation faults, string pointer)
{
    public static readonly IReadOnlyList<string> Languages = ["de", "en", "fr", "sl"];
    private const string Widths = "full, half";

    public void Check(SpontaneousUi ui)
    {
        CheckNames(ui.Order, $"{pointer}/order");
        CheckNames(ui.Personal, $"{pointer}/personal");
        foreach (var (name, field) in ui.Fields ?? new Dictionary<string, SpontaneousUiField>(StringComparer.Ordinal))
        {
            var place = $"{pointer}/fields{JsonPath.PointerTo(name)}";
            if (RequireField(name, place) && faults.Require(field is not null, place, "value-missing", "Serve un oggetto."))
            {
                CheckField(name, field!, place);
            }
        }

        foreach (var (language, fields) in ui.Translations ?? NoTranslations)
        {
            var place = $"{pointer}/translations{JsonPath.PointerTo(language)}";
            if (RequireLanguage(faults, language, place) && faults.Require(fields is not null, place, "value-missing", "Serve un oggetto."))
            {
                CheckTranslations(fields!, place);
            }
        }
    }

    /// <summary>Checks a language that texts may be translated to.</summary>
    public static bool RequireLanguage(Validation faults, string language, string place) =>
        faults.Require(
            Languages.Contains(language, StringComparer.Ordinal),
            place,
            "language-unknown",
            $"Le lingue sono: {string.Join(", ", Languages)}."
        );

    private void CheckNames(IReadOnlyList<string>? names, string place)
    {
        foreach (var (index, name) in (names ?? []).Index())
        {
            var isFirst = !names!.Take(index).Contains(name, StringComparer.Ordinal);
            if (RequireField(name, $"{place}/{index}"))
            {
                faults.Require(isFirst, $"{place}/{index}", "field-repeated", "Il campo è già nell'elenco.");
            }
        }
    }

    private void CheckField(string name, SpontaneousUiField field, string place)
    {
        faults.Require(
            field.Widget is null || Widgets.All.Contains(field.Widget, StringComparer.Ordinal),
            $"{place}/widget",
            "widget-unknown",
            $"I valori sono: {string.Join(", ", Widgets.All)}."
        );
        faults.Require(field.Width is null or "full" or "half", $"{place}/width", "width-unknown", $"I valori sono: {Widths}.");
        PlainWords.CheckOptional(faults, $"{place}/placeholder", field.Placeholder, 100);
        PlainWords.CheckOptional(faults, $"{place}/help", field.Help, 500);
        if (field.VisibleWhen is { } condition && RequireField(condition.Field, $"{place}/visibleWhen/field"))
        {
            faults.Require(condition.Field != name, $"{place}/visibleWhen/field", "field-repeated", "Serve un altro campo.");
            var words = form.Find(condition.Field)!.Words;
            faults.Require(
                words?.Contains(condition.Value, StringComparer.Ordinal) ?? PlainWords.AreFit(condition.Value, 500),
                $"{place}/visibleWhen/value",
                "word-unknown",
                "Serve un valore che il campo può avere."
            );
        }
    }

    private void CheckTranslations(IReadOnlyDictionary<string, SpontaneousFieldTexts> fields, string place)
    {
        foreach (var (name, texts) in fields)
        {
            var at = place + JsonPath.PointerTo(name);
            if (!RequireField(name, at) || !faults.Require(texts is not null, at, "value-missing", "Serve un oggetto."))
            {
                continue;
            }

            PlainWords.CheckOptional(faults, $"{at}/title", texts!.Title, 100);
            PlainWords.CheckOptional(faults, $"{at}/description", texts.Description, 1_000);
            foreach (var (word, label) in texts.Enum ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                var spot = $"{at}/enum{JsonPath.PointerTo(word)}";
                var isKnown = form.Find(name)!.Words?.Contains(word, StringComparer.Ordinal) is true;
                faults.Require(isKnown, spot, "word-unknown", "Il campo non ha questo valore.");
                PlainWords.Check(faults, spot, label, 100);
            }
        }
    }

    private bool RequireField(string name, string place) =>
        faults.Require(form.Find(name) is not null, place, "field-unknown", "Lo schema non ha questo campo.");

    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, SpontaneousFieldTexts>> NoTranslations = new Dictionary<
        string,
        IReadOnlyDictionary<string, SpontaneousFieldTexts>
    >(StringComparer.Ordinal);
}
