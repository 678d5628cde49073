using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rules;

/// <summary>Plans the options of one document.</summary>
internal sealed class OptionPlanner(List<ItemRow> items, long total, PlanContext context, bool rolls, Validation validation)
{
    private readonly long[] itemCents = [.. items.Select(item => item.AmountCents)];

    public PlannedOption? Plan(PaymentOptionRequest option, string at) =>
        option.Kind switch
        {
            OptionKind.Single => PlanSingle(option, at),
            OptionKind.Installments => PlanInstallments(option, at),
            OptionKind.Reduced => PlanReduced(option, at),
            _ => Refuse(at),
        };

    private PlannedOption? Refuse(string at)
    {
        validation.Add($"{at}/kind", "kind-invalid", "Le soluzioni sono «single», «installments» e «reduced».");
        return null;
    }

    private PlannedOption PlanSingle(PaymentOptionRequest option, string at)
    {
        RefuseExtras(at, option, withInstallments: true, withReduction: true);
        return Build(
            OptionKind.Single,
            null,
            [(total, DueDate(option.DueOn, $"{at}/dueOn"), null, Adopt(option.NoticeNumber, option.Iuv, at))]
        );
    }

    private PlannedOption? PlanReduced(PaymentOptionRequest option, string at)
    {
        RefuseExtras(at, option, withInstallments: true, withReduction: false);
        var right =
            validation.Require(
                option.AmountCents is >= 1 && option.AmountCents < total,
                $"{at}/amountCents",
                "amount-out-of-range",
                "L'importo ridotto va indicato ed è minore della somma delle voci."
            )
            & validation.Require(
                option.DueOn is null != option.WithinDays is null,
                $"{at}/withinDays",
                "reduced-term-missing",
                "Indicare il termine del pagamento ridotto: i giorni dalla notifica oppure la scadenza."
            )
            & validation.Require(
                option.WithinDays is null or (>= 1 and <= 365),
                $"{at}/withinDays",
                "within-days-out-of-range",
                "I giorni vanno da 1 a 365."
            )
            & DocumentPlan.RequireDate(option.DueOn, $"{at}/dueOn", validation);
        var adopted = Adopt(option.NoticeNumber, option.Iuv, at);
        if (!right)
        {
            return null;
        }

        // Days run from the notification, whose date is not known yet: until it is, the reduced amount has no last day.
        var term = Roll(option.DueOn);
        return Build(OptionKind.Reduced, option.WithinDays, [(option.AmountCents ?? 0, term, term, adopted)]);
    }

    private PlannedOption? PlanInstallments(PaymentOptionRequest option, string at)
    {
        RefuseExtras(at, option, withInstallments: false, withReduction: true);
        validation.Require(
            option.NoticeNumber is null && option.Iuv is null && option.DueOn is null,
            at,
            "option-field-misplaced",
            "Per le rate, numeri e scadenze si indicano in ciascuna rata."
        );
        var exactlyOne = validation.Require(
            option.Installments is null != option.Plan is null,
            at,
            "installments-missing",
            "Indicare le rate oppure il piano, non entrambi."
        );
        if (!exactlyOne)
        {
            return null;
        }

        return option.Plan is { } plan ? PlanEvenly(plan, at) : PlanListed(option.Installments!, at);
    }

    private PlannedOption? PlanEvenly(InstallmentPlan plan, string at)
    {
        var right =
            validation.Require(
                plan.Count is >= 2 and <= 120 && plan.Count <= total,
                $"{at}/plan/count",
                "installments-out-of-range",
                "Le rate vanno da 2 a 120, e nessuna può essere di zero centesimi."
            )
            & validation.Require(
                plan.EveryMonths is >= 1 and <= 12,
                $"{at}/plan/everyMonths",
                "months-out-of-range",
                "L'intervallo va da 1 a 12 mesi."
            )
            & DocumentPlan.RequireDate(plan.FirstDueOn, $"{at}/plan/firstDueOn", validation);
        if (!right)
        {
            return null;
        }

        var amounts = Split.Evenly(total, plan.Count);
        return Build(
            OptionKind.Installments,
            null,
            [
                .. amounts.Select(
                    (cents, index) =>
                        (cents, Roll(plan.FirstDueOn.PlusMonths(index * plan.EveryMonths)), (LocalDate?)null, (NoticeNumber?)null)
                ),
            ]
        );
    }

    private PlannedOption? PlanListed(IReadOnlyList<InstallmentRequest> installments, string at)
    {
        var right = validation.Require(
            installments.Count is >= 2 and <= 120,
            $"{at}/installments",
            "installments-out-of-range",
            "Le rate vanno da 2 a 120."
        );
        for (var index = 0; right && index < installments.Count; index++)
        {
            DocumentPlan.RequireAmount(installments[index].AmountCents, $"{at}/installments/{index}/amountCents", validation);
        }

        right =
            right
            && !validation.Failed
            && validation.Require(
                installments.Sum(installment => installment.AmountCents) == total,
                $"{at}/installments",
                "installments-sum-differs",
                "La somma delle rate deve essere uguale alla somma delle voci."
            );
        return right
            ? Build(
                OptionKind.Installments,
                null,
                [
                    .. installments.Select(
                        (one, index) =>
                            (
                                one.AmountCents,
                                DueInOrder(installments, index, $"{at}/installments/{index}/dueOn"),
                                (LocalDate?)null,
                                Adopt(one.NoticeNumber, one.Iuv, $"{at}/installments/{index}")
                            )
                    ),
                ]
            )
            : null;
    }

    private PlannedOption Build(
        string kind,
        int? withinDays,
        IReadOnlyList<(long Cents, LocalDate? DueOn, LocalDate? PayableUntil, NoticeNumber? Adopted)> installments
    )
    {
        var matrix = Allocation.Matrix(itemCents, [.. installments.Select(installment => installment.Cents)]);
        var sum = installments.Sum(installment => installment.Cents);
        return new PlannedOption(
            kind,
            withinDays,
            sum,
            total - sum,
            [
                .. installments.Select(
                    (one, index) => new PlannedInstallment(one.Cents, one.DueOn, one.PayableUntil, one.Adopted, matrix[index])
                ),
            ]
        );
    }

    /// <summary>No installment is due before the one listed before it: people pay them in the order of the list.</summary>
    private LocalDate? DueInOrder(IReadOnlyList<InstallmentRequest> installments, int index, string pointer)
    {
        var due = DueDate(installments[index].DueOn, pointer);
        validation.Require(
            due is null || index == 0 || installments[index].DueOn >= installments[index - 1].DueOn,
            pointer,
            "installments-out-of-order",
            "La rata scade prima di quella che la precede: elencare le rate in ordine di scadenza."
        );
        return due;
    }

    private LocalDate? DueDate(LocalDate? date, string pointer) => DocumentPlan.RequireDate(date, pointer, validation) ? Roll(date) : null;

    private LocalDate? Roll(LocalDate? date) => rolls && date is { } day ? BusinessDays.Roll(day) : date;

    private NoticeNumber? Adopt(string? noticeNumber, string? iuv, string at)
    {
        if (noticeNumber is null && iuv is null)
        {
            return null;
        }

        if (noticeNumber is not null)
        {
            validation.Require(iuv is null, $"{at}/iuv", "notice-number-twice", "Indicare il numero avviso oppure lo IUV, non entrambi.");
            return validation.Parse<NoticeNumber>(
                $"{at}/noticeNumber",
                noticeNumber,
                NoticeNumber.TryParse,
                "notice-number-invalid",
                "Il numero avviso ha 18 cifre e termina con le cifre di controllo: verificare che sia stato copiato per intero."
            );
        }

        if (!NoticeNumber.TryFromIuv(iuv, context.ApplicationCode, out var adopted))
        {
            validation.Add(
                $"{at}/iuv",
                "iuv-invalid",
                "Lo IUV ha 17 cifre (oppure 15, se l'ente ha un codice applicativo) e termina con le cifre di controllo."
            );
        }

        return adopted;
    }

    private void RefuseExtras(string at, PaymentOptionRequest option, bool withInstallments, bool withReduction)
    {
        var misplaced =
            (withInstallments && (option.Installments is not null || option.Plan is not null))
            || (withReduction && (option.AmountCents is not null || option.WithinDays is not null));
        validation.Require(
            !misplaced,
            at,
            "option-field-misplaced",
            "La soluzione contiene campi che appartengono a un altro tipo di soluzione."
        );
    }
}
