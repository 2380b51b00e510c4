using Xunit;

namespace Dify.Generated.Tests.Contract;

/// <summary>Holds an input and an action of a form against those that the stubs send.</summary>
internal static class FormAssert
{
    public static void IsTheFullInput(HumanInputFormInput input)
    {
        Assert.Equal((HumanInputFormInputType.Select, "comment", 3), (input.Type, input.OutputVariableName, input.NumberLimits));
        Assert.Equal((HumanInputValueSource.Variable, "Fine."), (input.Default!.Type, input.Default.Value));
        Assert.Equal(["n0", "text"], input.Default.Selector);
        Assert.Equal(HumanInputValueSource.Constant, input.OptionSource!.Type);
        Assert.Equal(["n0", "list"], input.OptionSource.Selector);
        Assert.Equal(["yes", "no"], input.OptionSource.Value);
        Assert.Equal([InputFileType.Image], input.AllowedFileTypes);
        Assert.Equal([".png"], input.AllowedFileExtensions);
        Assert.Equal([FileTransferMethod.LocalFile], input.AllowedFileUploadMethods);
    }

    public static void IsTheFullAction(HumanInputUserAction action)
        => Assert.Equal(("approve", "Approve draft", HumanInputButtonStyle.Primary), (action.Id, action.Title, action.ButtonStyle));
}
