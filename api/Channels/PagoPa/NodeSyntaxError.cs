namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// A message from the Node that breaks its contract. The message is Italian and never quotes what was sent, which may be personal data.
/// <see cref="Operation"/> and <see cref="IdPa"/> tell whom to answer as, as far as the message could be read.
/// </summary>
internal sealed class NodeSyntaxError(string description, Exception? cause = null) : Exception(description, cause)
{
    /// <summary>The operation that was asked for, when that much is known.</summary>
    public NodeOperation? Operation { get; init; }

    /// <summary>The creditor that was asked for, when that much could be read.</summary>
    public string? IdPa { get; init; }
}
