import { ElMessageBox } from 'element-plus'

/** What the unit's lead is told; null where it was thought better of. */
export async function askReason(title: string, proposed: string): Promise<string | null> {
  try {
    const answer = await ElMessageBox.prompt('发给承办单位的负责人，记入办理经过。', title, {
      inputValue: proposed, inputType: 'textarea', confirmButtonText: '督办', cancelButtonText: '取消', inputPattern: /\S/, inputErrorMessage: '请写明督办的事由。',
    })
    return answer.value.trim()
  } catch {
    return null
  }
}
