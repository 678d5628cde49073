namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>The faults that the Node returns to a PSP (SANP, "Gestione degli errori").</summary>
internal static class NodeFault
{
    /// <summary>The creditor said no: one code for every reason, which travels beside it.</summary>
    public static Step FromCreditor(Step step, CreditorAnswer answer) =>
        step with
        {
            FaultCode = "PPT_ERRORE_EMESSO_DA_PAA",
            FaultString = "Errore restituito dall'Ente Creditore",
            OriginalFaultCode = answer["faultCode"],
            OriginalFaultString = answer["faultString"],
            OriginalDescription = answer["description"],
        };

    public static Step FromCreditor(Step step, OptionsError error) =>
        step with
        {
            FaultCode = "PPT_ERRORE_EMESSO_DA_PAA",
            FaultString = "Errore restituito dall'Ente Creditore",
            OriginalFaultCode = error.AppErrorCode,
            OriginalDescription = error.ErrorMessage,
        };

    public static Step BadAnswer(Step step, int status) =>
        step with
        {
            FaultCode = "PPT_STAZIONE_INT_PA_ERRORE_RESPONSE",
            FaultString = $"Risposta non valida dalla stazione (HTTP {status})",
        };

    public static Step Timeout(Step step) =>
        step with
        {
            Outcome = "KO",
            FaultCode = "PPT_STAZIONE_INT_PA_TIMEOUT",
            FaultString = "Timeout della stazione",
        };

    public static Step Unreachable(Step step) =>
        step with
        {
            FaultCode = "PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE",
            FaultString = "Stazione irraggiungibile",
        };

    /// <summary>Another token of the notice is live: the creditor is not asked.</summary>
    public static Step InProgress() =>
        ByTheNode("activatePaymentNotice", "PPT_PAGAMENTO_IN_CORSO", "Pagamento in attesa risulta in corso sul sistema pagoPA");

    /// <summary>The PSP reported its payment after the token had expired. The receipt is sent all the same.</summary>
    public static Step TokenExpired() => ByTheNode("sendPaymentOutcome", "PPT_TOKEN_SCADUTO", "paymentToken scaduto");

    private static Step ByTheNode(string operation, string code, string text) =>
        new(operation, Request: null, Response: null, "KO", ElapsedMs: 0) { FaultCode = code, FaultString = text };
}
