namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Marks a property that the published document shows as <c>deprecated</c>. It is still read and answered; unlike <see cref="ObsoleteAttribute"/>
/// it causes no warnings here or in the code of the clients.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ObsoleteInContractAttribute : Attribute;
