namespace Dify.Generated.Testing;

/// <summary>A button of a <see cref="PauseForm"/>.</summary>
/// <param name="Id">What is submitted as <c>action</c>.</param>
/// <param name="Title">What the button says.</param>
/// <param name="ButtonStyle"><c>primary</c>, <c>default</c>, <c>accent</c> or <c>ghost</c>.</param>
public sealed record PauseFormAction(string Id, string Title, string ButtonStyle = "default");
